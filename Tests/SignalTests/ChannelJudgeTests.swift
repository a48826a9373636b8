import Foundation
import SelfTest
import Testing

@testable import Signal

/// What people's channels have in them, drawn and mixed; what is kept must be what was said.
@Suite struct ChannelJudgeTests {
  private static let rate = SampleRate.speech
  private static let slice = rate.hertz / 50
  private static let character = rate.hertz / 20
  /// Six seconds in which somebody speaks three times.
  private static let drawing =
    "........##############..............####################..............##############################...."
    + "................"
  private static let voice: [Float] = {
    var voice = PlantedVoice(rate: rate, roomDB: -46, seed: 5)
    return voice.samples(drawing)
  }()
  private static let count = voice.count
  private static let tone = (0..<count).map { index in
    0.25 * sin(2 * .pi * 440 * Float(index) / Float(rate.hertz))
  }

  private static func noise(_ seed: UInt64, rms: Float) -> [Float] {
    var source = TestSignal(seed: seed)
    return source.noise(count, rms: rms)
  }

  private struct Folded {
    var mono: [Float]
    var changes: Int
    var used: [Int]
    var clippings: Int
  }

  /// The channels as one, in slices of `block` frames, as they come from a device.
  private static func fold(_ channels: [[Float]], block: Int = slice) -> Folded {
    var fold = ChannelFold(channels: channels.count, sampleRate: rate, selection: .automatic)
    var mono = [Float](repeating: 0, count: channels[0].count)
    var frames = [Float](repeating: 0, count: block * channels.count)
    frames.withUnsafeMutableBufferPointer { frames in
      mono.withUnsafeMutableBufferPointer { mono in
        guard let from = frames.baseAddress, let to = mono.baseAddress else { return }
        for start in stride(from: 0, to: mono.count, by: block) {
          let length = min(block, mono.count - start)
          for (index, channel) in channels.enumerated() {
            for frame in 0..<length { from[frame &* channels.count &+ index] = channel[start &+ frame] }
          }
          fold.take(from, count: length)
          fold.fold(into: to + start)
        }
      }
    }
    var clippings = 0
    for channel in channels.indices where fold.hasUsedSound(channel) {
      clippings = max(clippings, fold.clippings(of: channel))
    }
    return Folded(mono: mono, changes: fold.changes, used: fold.used.numbers, clippings: clippings)
  }

  private static func power(_ samples: some Sequence<Float>) -> Double {
    samples.reduce(0) { $0 + Double($1 * $1) }
  }

  /// How much of `wanted` is in `mono`, 0…1: 1 if they are the same up to their level and sign.
  private static func share(of wanted: [Float], in mono: [Float]) -> Double {
    let product = zip(wanted, mono).reduce(0) { $0 + Double($1.0 * $1.1) }
    return product * product / (power(wanted) * power(mono))
  }

  @Test("opposite phase loses nothing, whatever the gain", arguments: [Float(-1), -0.9, -0.5, -2])
  func opposite(gain: Float) {
    let folded = Self.fold([Self.voice, Self.voice.map { $0 * gain }])
    #expect(Self.share(of: Self.voice, in: folded.mono) > 0.999)
    #expect(Self.power(folded.mono) > 0.9 * Self.power(Self.voice))
    #expect(folded.changes <= 1)
  }

  @Test(
    "opposite phase with noise of its own in each channel, from the first word", arguments: [80, 320, 200])
  func oppositeInNoise(block: Int) {
    let right = zip(Self.voice, Self.noise(3, rms: 0.002)).map { $1 - $0 }
    let left = zip(Self.voice, Self.noise(4, rms: 0.002)).map { $0 + $1 }
    let folded = Self.fold([left, right], block: block)
    #expect(Self.share(of: Self.voice, in: folded.mono) > 0.98)
    #expect(folded.used.count == 1)
    #expect(folded.changes <= 2)
  }

  @Test("two that agree are averaged, at once and without flutter")
  func agree() {
    let left = zip(Self.voice, Self.noise(3, rms: 0.001)).map { $0 + $1 }
    let right = zip(Self.voice, Self.noise(4, rms: 0.001)).map { 0.7 * $0 + $1 }
    let folded = Self.fold([left, right])
    #expect(folded.used == [1, 2])
    #expect(folded.changes <= 1)
    #expect(folded.mono[Self.count - 1] == (left[Self.count - 1] + right[Self.count - 1]) / 2)
  }

  @Test("the voice is found in whichever channel it is", arguments: [2, 3, 4, 8, 16])
  func anywhere(channels: Int) {
    for place in Set([0, 1, channels / 2, channels - 1]).sorted() {
      let all = (0..<channels).map { index in
        index == place ? Self.voice : Self.noise(UInt64(index + 9), rms: 0.0005)
      }
      let folded = Self.fold(all)
      #expect(folded.used == [place + 1])
      #expect(Self.share(of: Self.voice, in: folded.mono) > 0.99, "channel \(place + 1) of \(channels)")
    }
  }

  @Test("what the machine plays stays out of an array", arguments: [4, 6, 8, 16])
  func loopback(channels: Int) {
    var other = PlantedVoice(rate: Self.rate, levelDBFS: -14, seed: 77)
    let speech = other.samples(String(String(Self.drawing.reversed()).prefix(Self.drawing.count)))
    for played in [Self.tone, Self.noise(31, rms: 0.2), speech] {
      let microphones = (0..<(channels - 2)).map { index in
        zip(Self.voice, Self.noise(UInt64(index + 40), rms: 0.0005)).map { 0.5 * $0 + $1 }
      }
      let folded = Self.fold(microphones + [[Float](repeating: 0, count: Self.count), played])
      #expect(Self.share(of: Self.voice, in: folded.mono) > 0.98)
      #expect(folded.used.allSatisfy { $0 <= channels - 2 })
    }
  }

  @Test("a few frames at a time tell no less than many", arguments: [7, 30, 97])
  func short(block: Int) {
    let folded = Self.fold(
      [Self.voice, Self.voice.map { -$0 }, [Float](repeating: 0, count: Self.count), Self.tone], block: block)
    let other = zip(folded.mono, Self.voice).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    #expect(other == nil, "\(folded.used)")
    #expect(folded.changes == 0)
  }

  @Test("a tone or noise in the first channel is not the answer either", arguments: [0, 1])
  func toneFirst(place: Int) {
    for steady in [Self.tone, Self.noise(31, rms: 0.05)] {
      let pair = place == 0 ? [steady, Self.voice] : [Self.voice, steady]
      let folded = Self.fold(pair)
      #expect(folded.used == [place == 0 ? 2 : 1])
      let spoken = 16 * Self.character..<Self.count
      #expect(Self.share(of: Array(Self.voice[spoken]), in: Array(folded.mono[spoken])) > 0.95)
    }
  }

  @Test("a voice that moves to the other channel is heard there", arguments: [(60, 0.98), (42, 0.93)])
  func moves(character: Int, share: Double) {
    let middle = character * Self.character
    let silence = Self.noise(8, rms: 0.0003)
    let left = Self.voice[..<middle] + silence[middle...]
    let right = silence[..<middle] + Self.voice[middle...]
    let folded = Self.fold([Array(left), Array(right)])
    #expect(Self.share(of: Self.voice, in: folded.mono) > share)
  }

  @Test("a channel that dies hands over to one with the same sound")
  func dies() {
    let middle = 44 * Self.character
    let left = Self.voice[..<middle] + [Float](repeating: 0, count: Self.count - middle)
    let folded = Self.fold([Array(left), Self.voice.map { -$0 }])
    let end = 45 * Self.character..<Self.count
    #expect(Self.share(of: Array(Self.voice[end]), in: Array(folded.mono[end])) > 0.98)
  }

  @Test("a channel that clips is left out where another is whole, and is counted")
  func clips() {
    let loud = Self.voice.map { min(1, max(-1, 20 * $0)) }
    let both = Self.fold([loud, Self.voice])
    #expect(both.used == [2])
    #expect(both.clippings > 10)
    #expect(both.mono.count { abs($0) >= 1 } < 200)
    let alone = Self.fold([loud, [Float](repeating: 0, count: Self.count)])
    #expect(alone.used == [1])
    #expect(alone.mono == loud)
    #expect(alone.clippings > 10)
  }

  @Test("each channel that is left out has its reason")
  func verdicts() {
    let channels = [
      Self.voice, Self.voice.map { -$0 }, [Float](repeating: 0, count: Self.count),
      Self.voice.map { 0.2 * $0 },
      Self.noise(3, rms: 0.1),
    ]
    var fold = ChannelFold(channels: 5, sampleRate: Self.rate, selection: .automatic)
    var mono = [Float](repeating: 0, count: Self.slice)
    for start in stride(from: 0, to: Self.count - Self.slice, by: Self.slice) {
      let frames = (start..<(start + Self.slice)).flatMap { frame in channels.map { $0[frame] } }
      frames.withUnsafeBufferPointer { frames in
        mono.withUnsafeMutableBufferPointer { mono in
          guard let from = frames.baseAddress, let to = mono.baseAddress else { return }
          fold.take(from, count: Self.slice)
          fold.fold(into: to)
        }
      }
    }
    let verdicts = (0..<5).map { fold.verdict(on: $0, peak: $0 == 2 ? 0 : 0.1) }
    #expect(verdicts == [.used, .opposite, .silent, .quieter, .different])
  }
}
