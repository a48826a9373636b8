import Foundation
import Testing

@testable import Recording

@Suite struct LevelMeterTests {
  private func meter(_ samples: [Int16]) -> LevelMeter {
    var meter = LevelMeter(hertz: 48_000)
    samples.withUnsafeBufferPointer { meter.append($0) }
    return meter
  }

  @Test func `a full-scale sine is at −3 dBFS`() throws {
    let sine = (0..<4800).map { Int16((32767 * sin(Double($0) * 2 * .pi * 1000 / 48_000)).rounded()) }
    #expect(abs(try #require(meter(sine).recentDBFS) - -3.01) < 0.01)
    #expect(meter(sine).peak > 0.9999)
  }

  @Test func `digital silence has no level, and is counted until a sample is not 0`() {
    let silent = meter([Int16](repeating: 0, count: 96_000))
    #expect(silent.recentDBFS == nil)
    #expect(silent.zeroSeconds == 2)
    #expect(silent.quietSeconds == 2)
    let hum = meter([Int16](repeating: 0, count: 96_000) + [1])
    #expect(hum.zeroSeconds == 0)
    #expect(hum.quietSeconds > 2)
    #expect(meter([Int16](repeating: 0, count: 96_000) + [100]).quietSeconds == 0)
  }

  @Test func `three equal samples at full scale are one clipped run`() {
    #expect(meter([.max, .max, 5, .min, .min]).clippings == 0)
    #expect(meter([.max, .max, .max, .max, .max, 5, .min, .min, .min]).clippings == 2)
    #expect(meter([.max, .max, .min]).clippings == 0)
  }

  @Test(arguments: [(0.0, 2.9, false), (0.0, 3.0, true), (0.5, 3.0, false), (0.5, 10.0, true)])
  func `a microphone that was heard before may be quiet for longer`(peak: Double, quiet: Double, isDead: Bool)
  {
    var snapshot = RecordingSnapshot()
    snapshot.peak = peak
    snapshot.quietSeconds = quiet
    #expect(snapshot.microphoneIsDead == isDead)
  }
}
