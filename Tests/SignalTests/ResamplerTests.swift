import Foundation
import Testing

@testable import Signal

@Suite struct ResamplerTests {
  private static func sine(_ frequency: Double, rate: Int, seconds: Double) -> [Float] {
    (0..<Int(Double(rate) * seconds)).map { Float(sin(2 * .pi * frequency * Double($0) / Double(rate))) }
  }

  private static func resample(_ samples: [Float], from rate: Int) -> [Float] {
    var resampler = Resampler(PolyphaseFilter(from: rate, to: 16_000))
    var result: [Float] = []
    samples.withUnsafeBufferPointer { resampler.append($0, to: &result) }
    resampler.finish(last: samples.last ?? 0, into: &result)
    return result
  }

  @Test(
    "a tone keeps its phase and level",
    arguments: [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 50_001, 96_000, 384_000])
  func toneSurvives(rate: Int) {
    let result = Self.resample(Self.sine(1000, rate: rate, seconds: 0.2), from: rate)
    let expected = Self.sine(1000, rate: 16_000, seconds: 0.2)
    #expect(abs(result.count - expected.count) <= 1)
    for index in 800..<2400 { #expect(abs(result[index] - expected[index]) < 0.004) }
  }

  @Test("what lies above 9 kHz does not fold back", arguments: [44_100, 48_000, 96_000])
  func aliasesAreGone(rate: Int) {
    let result = Self.resample(Self.sine(9500, rate: rate, seconds: 0.2), from: rate)
    #expect(result[800..<2400].allSatisfy { abs($0) < 0.003 })
  }

  @Test("the size of the blocks changes nothing", arguments: [44_100, 48_000, 96_000])
  func blocksDoNotMatter(rate: Int) {
    let samples = Self.sine(440, rate: rate, seconds: 0.3)
    let whole = Self.resample(samples, from: rate)
    var resampler = Resampler(PolyphaseFilter(from: rate, to: 16_000))
    var result: [Float] = []
    for start in stride(from: 0, to: samples.count, by: 7) {
      let block = Array(samples[start..<min(samples.count, start + 7)])
      block.withUnsafeBufferPointer { resampler.append($0, to: &result) }
    }
    resampler.finish(last: samples.last ?? 0, into: &result)
    #expect(result == whole)
  }
}
