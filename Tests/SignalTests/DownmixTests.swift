import Testing

@testable import Signal

@Suite struct DownmixTests {
  private static func mix(_ frames: [Float], channels: Int, block: Int) -> [Float] {
    var downmix = Downmix(channels: channels, sampleRate: .preferred)
    var mono: [Float] = []
    frames.withUnsafeBufferPointer { frames in
      for start in stride(from: 0, to: frames.count, by: block * channels) {
        let end = min(frames.count, start + block * channels)
        downmix.append(UnsafeBufferPointer(rebasing: frames[start..<end]), to: &mono)
      }
    }
    downmix.finish(into: &mono)
    return mono
  }

  @Test("two alike channels are averaged from the first frame")
  func average() {
    var source = TestSignal(seed: 1)
    let frames = source.noise(48_000, rms: 0.1).flatMap { [$0, $0 * 0.8] }
    let mono = Self.mix(frames, channels: 2, block: 480)
    #expect(mono.count == 48_000)
    for frame in [0, 100, 40_000] { #expect(mono[frame] == (frames[2 * frame] + frames[2 * frame + 1]) / 2) }
  }

  @Test("a dead channel does not halve the other, with or without an offset", arguments: [Float(0), 0.2])
  func dead(offset: Float) {
    var source = TestSignal(seed: 2)
    let left = source.noise(48_000, rms: 0.1)
    #expect(Self.mix(left.flatMap { [$0, offset] }, channels: 2, block: 480).elementsEqual(left))
    #expect(Self.mix(left.flatMap { [offset, $0] }, channels: 2, block: 480).elementsEqual(left))
  }

  @Test("the size of the blocks changes nothing", arguments: [1, 7, 4096])
  func blocks(size: Int) {
    var source = TestSignal(seed: 5)
    let frames = source.noise(40_500, rms: 0.1).flatMap { [$0, $0 * 0.4, -$0] }
    let mono = Self.mix(frames, channels: 3, block: size)
    #expect(mono.count == 40_500)
    #expect(mono.elementsEqual(Self.mix(frames, channels: 3, block: 20_000)))
  }

  @Test("samples that are no numbers count as silence")
  func noNumbers() {
    let mono = Self.mix([.nan, .infinity, 0.5, 0.5, -.infinity, 9000], channels: 2, block: 3)
    #expect(mono.count == 3)
    #expect(mono.allSatisfy { $0.isFinite && abs($0) <= 1024 })
  }

  @Test("the sum and a channel by number are what was asked for")
  func asked() {
    let frames: [Float] = [0.5, -0.5, 0.25, 0.25]
    func mix(_ selection: ChannelSelection) -> [Float] {
      var downmix = Downmix(channels: 2, sampleRate: .preferred, selection: selection)
      var mono: [Float] = []
      frames.withUnsafeBufferPointer { downmix.append($0, to: &mono) }
      downmix.finish(into: &mono)
      return mono
    }
    #expect(mix(.sum) == [0, 0.25])
    #expect(mix(.channel(1)) == [0.5, 0.25])
    #expect(mix(.channel(2)) == [-0.5, 0.25])
  }

  @Test("a selection is read from its text, and fits a device that has it")
  func text() {
    #expect(ChannelSelection(text: "sum") == .sum)
    #expect(ChannelSelection(text: "3") == .channel(3))
    for text in ["", "0", "-1", "33", "all", "1.5"] { #expect(ChannelSelection(text: text) == nil) }
    #expect(ChannelSelection.channel(2).fits(2) && !ChannelSelection.channel(3).fits(2))
    #expect(ChannelSelection.sum.fits(1) && ChannelSelection.automatic.fits(1))
  }
}
