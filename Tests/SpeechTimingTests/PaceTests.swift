import Signal
import SpeechTiming
import Testing

/// The pace over an answer whose syllables are known.
@Suite struct PaceTests {
  /// Speech without a pause for `seconds`, with syllables `rate(t)` a second.
  private static func answer(seconds: Double, rate: (Double) -> Double) -> Pacing {
    var (time, nuclei) = (1.0, [Double]())
    while time < 1 + seconds {
      nuclei.append(time)
      time += 1 / rate(time - 1)
    }
    return Pacing(
      duration: seconds + 2, speech: [Interval(start: 1, end: 1 + seconds)], nuclei: nuclei)
  }

  @Test func `A steady answer has a flat curve and no change`() throws {
    let pacing = Self.answer(seconds: 30) { _ in 4 }
    #expect(pacing.paceCurve.map(\.interval.start) == [1, 6, 11, 16, 21])
    #expect(pacing.paceCurve.allSatisfy { abs($0.articulationRate - 4) < 0.11 })
    #expect(abs(try #require(pacing.paceChange)) < 0.03)
    #expect(try #require(pacing.paceVariation) < 0.03)
  }

  @Test func `Who gets faster is seen in the curve, the change and the variation`() throws {
    let pacing = Self.answer(seconds: 30) { $0 < 15 ? 3 : 4.5 }
    #expect(abs(try #require(pacing.paceChange) - 0.5) < 0.05)
    // Rates of 3, 2.9, 3.8, 4.6, 4.5: a standard deviation of 0.802 around 3.76.
    #expect(abs(try #require(pacing.paceVariation) - 0.2133) < 0.001)
    #expect(pacing.paceCurve.map { $0.articulationRate.rounded() } == [3, 3, 4, 5, 5])
  }

  @Test func `A short answer has neither curve nor change`() {
    let pacing = Self.answer(seconds: 8) { _ in 4 }
    #expect(pacing.paceCurve.isEmpty && pacing.paceVariation == nil && pacing.paceChange == nil)
  }

  @Test func `Pauses count as time, not as pace`() throws {
    var pacing = Self.answer(seconds: 30) { _ in 4 }
    pacing.speech = [Interval(start: 1, end: 10), Interval(start: 12, end: 31)]
    pacing.nuclei.removeAll { $0 >= 10 && $0 < 12 }
    #expect(pacing.paceCurve.allSatisfy { abs($0.articulationRate - 4) < 0.11 })
    #expect(abs(try #require(pacing.pauseTimeRatio) - 2.0 / 30) < 1e-9)
    #expect(pacing.longestRun?.interval == Interval(start: 12, end: 31))
  }
}
