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
    return mono
  }

  @Test("two alike channels are averaged")
  func average() {
    var source = TestSignal(seed: 1)
    let frames = source.noise(96_000, rms: 0.1)
    let mono = Self.mix(frames, channels: 2, block: 480)
    #expect(mono.count == 48_000)
    #expect(mono[40_000] == (frames[80_000] + frames[80_001]) / 2)
  }

  @Test("a dead channel does not halve the other, with or without an offset", arguments: [Float(0), 0.2])
  func dead(offset: Float) {
    var source = TestSignal(seed: 2)
    let left = source.noise(48_000, rms: 0.1)
    let mono = Self.mix(left.flatMap { [$0, offset] }, channels: 2, block: 480)
    #expect(mono[10_000] == left[10_000])
    #expect(mono[47_999] == left[47_999])
  }

  @Test("the size of the blocks changes nothing", arguments: [1, 7, 4096])
  func blocks(size: Int) {
    var source = TestSignal(seed: 5)
    let frames = source.noise(40_000, rms: 0.1).enumerated().map { $0 % 2 == 0 ? $1 : $1 * 0.1 }
    #expect(Self.mix(frames, channels: 2, block: size) == Self.mix(frames, channels: 2, block: 20_000))
  }
}
