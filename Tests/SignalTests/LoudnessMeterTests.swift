import CEBUR128
import Foundation
import SoundFile
import Testing

@testable import Signal

/// The loudness against libebur128 and against the test signals of EBU Tech 3341.
@Suite struct LoudnessMeterTests {
  private struct Loudness {
    var integrated, range: Double?
  }

  private static func measured(_ samples: [Float], rate: Int) throws -> Loudness {
    var extractor = FeatureExtractor(sampleRate: try SampleRate(hertz: rate))
    samples.withUnsafeBufferPointer { extractor.append($0) }
    extractor.finish()
    return Loudness(integrated: extractor.loudness.integrated, range: extractor.loudness.range)
  }

  private static func reference(_ samples: [Float], rate: Int) -> Loudness {
    let mode = Int32(EBUR128_MODE_I.rawValue | EBUR128_MODE_LRA.rawValue)
    guard let state = ebur128_init(1, UInt(rate), mode) else { return Loudness() }
    defer {
      var owned: UnsafeMutablePointer<ebur128_state>? = state
      ebur128_destroy(&owned)
    }
    ebur128_add_frames_float(state, samples, samples.count)
    var (integrated, range) = (0.0, 0.0)
    ebur128_loudness_global(state, &integrated)
    ebur128_loudness_range(state, &range)
    return Loudness(integrated: integrated, range: range)
  }

  private static func sine(_ frequency: Double, dBFS: Double, seconds: Double, rate: Int) -> [Float] {
    let amplitude = pow(10, dBFS / 20)
    return (0..<Int(seconds * Double(rate))).map {
      Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate)))
    }
  }

  @Test("a 1 kHz sine of −20 dBFS has −23 LUFS in one channel", arguments: [16_000, 44_100, 48_000, 96_000])
  func sine(rate: Int) throws {
    let samples = Self.sine(1000, dBFS: -20, seconds: 10, rate: rate)
    let integrated = try #require(try Self.measured(samples, rate: rate).integrated)
    #expect(abs(integrated + 23) < 0.1)
  }

  @Test("both ends of the weighting are those of 48 kHz", arguments: [100.0, 200, 6000])
  func weighting(frequency: Double) throws {
    let samples = Self.sine(frequency, dBFS: -20, seconds: 10, rate: 48_000)
    let reference = try #require(Self.reference(samples, rate: 48_000).integrated)
    let integrated = try #require(try Self.measured(samples, rate: 48_000).integrated)
    #expect(abs(integrated - reference) < 0.03)
  }

  @Test("the gate leaves quiet parts out (EBU Tech 3341, case 3)")
  func gate() throws {
    let samples = [(-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0)].flatMap {
      Self.sine(1000, dBFS: $0.0 + 3, seconds: $0.1, rate: 16_000)
    }
    let integrated = try #require(try Self.measured(samples, rate: 16_000).integrated)
    #expect(abs(integrated + 23) < 0.1)
  }

  private static let ranges: [(levels: [Double], range: Double)] = [
    ([-20, -30], 10), ([-20, -15], 5), ([-40, -20], 20), ([-50, -35, -20, -35, -50], 15),
  ]

  @Test(
    "the range is that between levels that pass the gate (EBU Tech 3342, cases 1 to 4)", arguments: ranges)
  func range(levels: [Double], expected: Double) throws {
    let samples = levels.flatMap { Self.sine(1000, dBFS: $0, seconds: 20, rate: 16_000) }
    let range = try #require(try Self.measured(samples, rate: 16_000).range)
    #expect(abs(range - expected) < 1)
  }

  @Test("a level that rises evenly has the range that libebur128 gives")
  func ramp() throws {
    let seconds = 60.0
    let samples = Self.sine(1000, dBFS: 0, seconds: seconds, rate: 16_000).enumerated().map { index, value in
      value * Float(pow(10, (-40 + 20 * Double(index) / (seconds * 16_000)) / 20))
    }
    let reference = try #require(Self.reference(samples, rate: 16_000).range)
    let range = try #require(try Self.measured(samples, rate: 16_000).range)
    #expect(abs(range - reference) < 0.5)
  }

  @Test("noise of any colour has the loudness that libebur128 gives", arguments: [16_000, 44_100, 48_000])
  func noise(rate: Int) throws {
    var source = TestSignal(seed: 5)
    let white = source.noise(rate * 8, rms: 0.1)
    // Sums and differences of neighbours: mostly under, and mostly over 8 kHz.
    let pairs = zip(white, white.dropFirst())
    for samples in [white, pairs.map { $0 + $1 }, pairs.map { $0 - $1 }] {
      let reference = try #require(Self.reference(samples, rate: rate).integrated)
      let integrated = try #require(try Self.measured(samples, rate: rate).integrated)
      #expect(abs(integrated - reference) < 0.1)
    }
  }

  @Test("silence, and less than a block, have no loudness")
  func nothing() throws {
    #expect(try Self.measured([Float](repeating: 0, count: 48_000), rate: 48_000).integrated == nil)
    #expect(
      try Self.measured(Self.sine(1000, dBFS: -20, seconds: 0.3, rate: 48_000), rate: 48_000).integrated
        == nil)
    #expect(
      try Self.measured(Self.sine(1000, dBFS: -20, seconds: 2, rate: 48_000), rate: 48_000).range == nil)
  }
}
