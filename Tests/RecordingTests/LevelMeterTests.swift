import Foundation
import Signal
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

  @Test func `an offset and drift are no sound`() throws {
    let noise = (0..<9600).map { Double(($0 &* 7919) % 201 - 100) }
    let drifting = noise.enumerated().map { Int16($1 + 9000 + 2000 * sin(Double($0) * 2 * .pi / 96_000)) }
    let (still, moved) = (meter(noise.map { Int16($0) }), meter(drifting))
    #expect(abs(try #require(still.recentDBFS) - #require(moved.recentDBFS)) < 1)
  }

  @Test func `a check hears voice and room through drift and rumble`() {
    func levels(_ rumble: Double) -> [Double] {
      let samples = (0..<96_000).map { frame in
        let noise = Double((frame &* 7919) % 201 - 100)
        let voice = frame < 48_000 ? 0 : 3000 * sin(Double(frame) * 2 * .pi * 300 / 48_000)
        return Int16(noise + voice + rumble * sin(Double(frame) * 2 * .pi * 7 / 48_000))
      }
      var tally = LevelTally(sampleRate: .preferred)
      samples.withUnsafeBufferPointer { tally.append($0) }
      tally.finish()
      return tally.windowLevelsDBFS
    }
    let (plain, rumbling) = (levels(0), levels(20_000))
    #expect(plain.count == 200)
    for window in [50, 150] { #expect(abs(plain[window] - rumbling[window]) < 1) }
    #expect(rumbling[150] - rumbling[50] > 20)
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
