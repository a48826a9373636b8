import Foundation
import Seeded
import Signal
import Testing

@testable import SpeechTiming

/// Pitch of voices whose pitch is known: pulses through two resonances, so that the first harmonic is often weak.
@Suite struct PitchStatisticsTests {
  /// 4 s of voice at 16 kHz; `pitch` gives hertz at each second.
  private static func voice(_ pitch: (Double) -> Double) -> [Float] {
    var phase = 0.0
    var sum = 0.0
    return (0..<64_000).map { sample in
      let frequency = pitch(Double(sample) / 16_000)
      phase += 2 * .pi * frequency / 16_000
      sum = 0
      for harmonic in 1...Int(3800 / frequency) {
        let place = Double(harmonic) * frequency
        let gain = 1 / (1 + pow((place - 600) / 120, 2)) + 0.5 / (1 + pow((place - 1500) / 150, 2)) + 0.02
        sum += gain * cos(Double(harmonic) * phase)
      }
      return Float(0.05 * sum)
    }
  }

  private static func measured(_ samples: [Float]) throws -> Voice {
    var extractor = FeatureExtractor(sampleRate: try SampleRate(hertz: 16_000))
    samples.withUnsafeBufferPointer { extractor.append($0) }
    extractor.finish()
    var statistics = PitchStatistics()
    statistics.add(extractor.table, range: 0..<extractor.table.count) { _ in true }
    return statistics.voice
  }

  @Test(
    "a steady voice has its pitch, not its octave", arguments: [75.0, 90, 110, 150, 200, 260, 330, 380])
  func steady(pitch: Double) throws {
    let voice = try Self.measured(Self.voice { _ in pitch })
    let median = try #require(voice.medianPitch)
    #expect(abs(median / pitch - 1) < 0.01)
    #expect(try #require(voice.pitchRange) < 0.3)
  }

  @Test("the range of a voice that glides over an octave is eight tenths of it")
  func glide() throws {
    let voice = try Self.measured(Self.voice { 110 * pow(2, $0 / 4) })
    #expect(abs(try #require(voice.pitchRange) - 9.6) < 0.3)
    #expect(abs(try #require(voice.medianPitch) / 155.6 - 1) < 0.02)
  }

  @Test("noise has no pitch")
  func noise() throws {
    var generator = SplitMix(seed: 2)
    let noise = (0..<64_000).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
    #expect(try Self.measured(noise).medianPitch == nil)
  }
}
