import Foundation
import Signal
import SpeechTiming
import Testing

/// Drawn at 50 ms a sign; see `Pacing.init(drawn:step:)` in PacingDrawing.swift.
@Suite struct PacingTests {
  private func dots(_ count: Int) -> String { String(repeating: ".", count: count) }

  private func expect(_ found: Double?, _ wanted: Double, _ at: SourceLocation = #_sourceLocation) {
    #expect(
      found.map { abs($0 - wanted) < 1e-9 } == true, "\(found as Any) is not \(wanted)", sourceLocation: at)
  }

  @Test func `The answer lies between the first and the last speech`() {
    let pacing = Pacing(drawn: "..####...###.")
    expect(pacing.answer?.start, 0.1)
    expect(pacing.answer?.end, 0.6)
    expect(pacing.onsetLatency, 0.1)
    expect(pacing.tail, 0.05)
    expect(pacing.duration, 0.65)
    expect(pacing.phonationTime, 0.35)
    expect(pacing.answerTime, 0.5)
    expect(pacing.phonationRatio, 0.7)
  }

  /// Wherever it stands: 0.25 s must not be missed by rounding.
  @Test(arguments: [(4, 0), (5, 1), (6, 1)])
  func `A silence is a pause from a quarter of a second`(signs: Int, pauses: Int) {
    for before in 0..<400 {
      let pacing = Pacing(drawn: dots(before) + "##" + dots(signs) + "##" + dots(40))
      #expect(pacing.pauses.count == pauses, "after \(before)")
      #expect(pacing.runs.count == pauses + 1, "after \(before)")
    }
  }

  @Test(arguments: [
    (5, PauseClass.brief), (9, .brief), (10, .medium), (19, .medium), (20, .long), (49, .long),
    (50, .deadAir),
    (400, .deadAir),
  ])
  func `A pause has the class of its length`(signs: Int, pauseClass: PauseClass) {
    for before in 0..<400 {
      let pauses = Pacing(drawn: dots(before) + "##" + dots(signs) + "##").pauses
      #expect(pauses.map(\.pauseClass) == [pauseClass], "after \(before)")
    }
  }

  @Test func `The thresholds can be set`() {
    var pacing = Pacing(drawn: "##..##....##........##")
    pacing.settings.pauseThreshold = 0.1
    pacing.settings.mediumPause = 0.2
    pacing.settings.longPause = 0.3
    pacing.settings.deadAir = 0.4
    #expect(pacing.pauses.map(\.pauseClass) == [.brief, .medium, .deadAir])
    #expect(pacing.runs.count == 4)
  }

  @Test func `Silence at both ends is no pause`() {
    let pacing = Pacing(drawn: dots(60) + "####" + dots(60))
    #expect(pacing.pauses.isEmpty)
    #expect(pacing.runs.count == 1)
    expect(pacing.onsetLatency, 3)
    expect(pacing.tail, 3)
    expect(pacing.pauseRate, 0)
    expect(pacing.pauseTime, 0)
    expect(pacing.phonationRatio, 1)
  }

  @Test func `Runs and pauses take turns and fill the answer`() throws {
    let pacing = Pacing(drawn: ".o#.o#.......##o.....o.......")
    #expect(pacing.pauses.map { Int(($0.interval.duration / 0.05).rounded()) } == [7, 5])
    #expect(pacing.runs.map { Int(($0.interval.duration / 0.05).rounded()) } == [5, 3, 1])
    #expect(pacing.runs.map(\.syllables) == [2, 1, 1])
    let parts = (pacing.runs.map(\.interval) + pacing.pauses.map(\.interval)).sorted { $0.start < $1.start }
    let answer = try #require(pacing.answer)
    #expect(parts.first?.start == answer.start)
    #expect(parts.last?.end == answer.end)
    for (part, next) in zip(parts, parts.dropFirst()) { #expect(part.end == next.start) }
    expect(pacing.pauseTime, 0.6)
  }

  @Test func `Rates are syllables over time`() {
    // 8 syllables, 3 s of speech, a pause of 1 s.
    let pacing = Pacing(
      drawn: String(repeating: "#o#####", count: 4) + "##" + dots(20) + String(repeating: "#o#####", count: 4)
        + "##"
    )
    expect(pacing.phonationTime, 3)
    expect(pacing.answerTime, 4)
    expect(pacing.speechRate, 2)
    expect(pacing.articulationRate, 8.0 / 3)
    expect(pacing.meanLengthOfRun, 4)
    expect(pacing.pauseRate, 15)
    expect(pacing.phonationRatio, 0.75)
  }

  @Test func `The articulation rate of a part counts only what is inside`() throws {
    let pacing = Pacing(drawn: String(repeating: "o#", count: 40) + String(repeating: "o###", count: 20))
    let (first, second) = (Interval(start: 0, end: 4), Interval(start: 4, end: 8))
    expect(pacing.articulationRate(in: first), 10)
    expect(pacing.articulationRate(in: second), 5)
    expect(pacing.articulationRate(in: Interval(start: -1, end: 99)), 7.5)
    #expect(pacing.articulationRate(in: Interval(start: 0, end: 2.95)) == nil)
    expect(pacing.articulationRate(in: Interval(start: 0, end: 3)), 10)
    #expect(pacing.articulationRate(in: Interval(start: 8, end: 9), minimum: 0) == nil)
  }

  @Test(arguments: ["", ".", "..........", "xxxx", "..xx......"])
  func `Without speech nothing is known, and nothing is 0 or NaN`(drawing: String) {
    let pacing = Pacing(drawn: drawing)
    #expect(pacing.answer == nil)
    #expect(pacing.onsetLatency == nil)
    #expect(pacing.tail == nil)
    #expect(pacing.answerTime == nil)
    #expect(pacing.phonationRatio == nil)
    #expect(pacing.speechRate == nil)
    #expect(pacing.articulationRate == nil)
    #expect(pacing.meanLengthOfRun == nil)
    #expect(pacing.pauseRate == nil)
    #expect(pacing.articulationRate(in: Interval(start: 0, end: 10), minimum: 0) == nil)
    #expect(pacing.phonationTime == 0)
    #expect(pacing.pauses.isEmpty)
    #expect(pacing.runs.isEmpty)
  }

  @Test func `Without syllables there is no rate of them`() {
    let pacing = Pacing(drawn: "####.....####")
    #expect(pacing.speechRate == nil)
    #expect(pacing.articulationRate == nil)
    #expect(pacing.meanLengthOfRun == nil)
    expect(pacing.pauseRate, 60 / 0.65)
  }

  @Test func `Speech of no length is no division by zero`() {
    let pacing = Pacing(duration: 1, speech: [Interval(start: 0.5, end: 0.5)], nuclei: [0.5])
    #expect(pacing.phonationRatio == nil)
    #expect(pacing.speechRate == nil)
    #expect(pacing.articulationRate == nil)
    #expect(pacing.pauseRate == nil)
    #expect(pacing.runs.isEmpty)
    #expect(pacing.meanLengthOfRun == nil)
  }

  @Test func `Measurements survive JSON, and nothing derived is stored`() throws {
    var pacing = Pacing(drawn: "..o#.....xx.o.")
    pacing.level = Level(peakDBFS: -3, clippings: 2)
    pacing.filledPauses = [FilledPause(interval: Interval(start: 0.1, end: 0.2), confidence: 0.5)]
    pacing.settings.deadAir = 3
    let data = try JSONEncoder().encode(pacing)
    #expect(try JSONDecoder().decode(Pacing.self, from: data) == pacing)
    let keys = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any]).keys.sorted()
    #expect(keys == ["duration", "filledPauses", "gaps", "level", "nuclei", "settings", "speech", "voice"])
  }
}
