import Foundation
import Testing

@testable import Signal

@Suite struct FeatureExtractorTests {
  private static func table(_ samples: [Float], rate: Int, block: Int) throws -> FeatureTable {
    var extractor = FeatureExtractor(sampleRate: try SampleRate(hertz: rate))
    samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: block) {
        let end = min(samples.count, start + block)
        extractor.append(UnsafeBufferPointer(rebasing: samples[start..<end]))
      }
    }
    extractor.finish()
    return extractor.table
  }

  @Test("the size of the blocks changes nothing", arguments: [1, 480, 4096])
  func blocks(size: Int) throws {
    var source = TestSignal(seed: 9)
    let samples = source.noise(30_000, rms: 0.1)
    let whole = try Self.table(samples, rate: 48_000, block: samples.count)
    let parts = try Self.table(samples, rate: 48_000, block: size)
    #expect(parts.bands == whole.bands)
    #expect(parts.periodicity == whole.periodicity)
    #expect(parts.halves == whole.halves)
    #expect(whole.count == 63)
  }

  @Test("a tone has its level, its band and its pitch", arguments: [16_000, 44_100])
  func tone(rate: Int) throws {
    // Harmonics of 125 Hz.
    let samples = (0..<rate).map { sample -> Float in
      let phase = 2 * Double.pi * 125 * Double(sample) / Double(rate)
      return Float((1...6).map { 0.05 * sin(Double($0) * phase) }.reduce(0, +))
    }
    let table = try Self.table(samples, rate: rate, block: 1024)
    let middle = 50
    #expect(table.periodicity[middle] > 0.95)
    #expect(abs(table.pitch[middle] - 125) < 1)
    // Six sines of amplitude 0.05: 6 · 0.05² ∕ 2.
    let expected = Float(10 * log10(6 * 0.05 * 0.05 / 2))
    #expect(abs(table.bands[middle][15] - expected) < 0.5)
  }

  @Test("noise is not periodic and its spectrum is flat")
  func noise() throws {
    var source = TestSignal(seed: 4)
    let table = try Self.table(source.noise(32_000, rms: 0.1), rate: 16_000, block: 999)
    let periodicity = table.periodicity[10..<190].reduce(0, +) / 180
    #expect(periodicity < 0.5)
    // The mean of the logarithm of an exponential variable lies 2.5 dB under the logarithm of its mean.
    let flatness: Float = table.flatness[10..<190].reduce(0, +) / 180
    #expect(flatness > -3 && flatness < -2)
  }

  @Test("samples that are not finite count as zero, and a dead line is known")
  func notFinite() throws {
    let samples = (0..<4800).map { $0 % 2 == 0 ? Float.nan : -Float.infinity }
    let table = try Self.table(samples, rate: 48_000, block: 100)
    #expect(table.isVoid.allSatisfy { $0 })
    #expect(table.bands.allSatisfy { band in band[3] == band[5] && band[3] < -110 })
  }
}
