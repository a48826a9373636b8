import Signal
import SpeechTiming
import Testing

/// Lost audio is neither speech nor silence. Drawn at 50 ms a sign; see PacingDrawing.swift.
@Suite struct PacingLostAudioTests {
  /// Lengths in signs.
  private func signs(_ intervals: [Interval]) -> [Int] {
    intervals.map { Int(($0.duration / 0.05).rounded()) }
  }

  private func signs(_ seconds: Double?) -> Int? { seconds.map { Int(($0 / 0.05).rounded()) } }

  @Test(arguments: [
    // A gap alone is no pause, however long.
    ("####xxxxxxxxxx####", [], [4, 4]),
    // Silence beside it counts by its own length.
    ("####....xxxxxx....####", [], [4, 4]), ("####.....xxxxxx....####", [5], [4, 4]),
    ("####....xxxxxx......####", [6], [4, 4]), ("####.....x.......####", [5, 7], [4, 4]),
    // Two gaps in one silence.
    ("####..x......x...####", [6], [4, 4]), ("####.....x...x####", [5], [4, 4]),
    // The detector went on with speech: the run is cut all the same.
    ("####XX####", [], [4, 4]), ("####XX####.....###", [5], [4, 4, 3]), ("##XX##x##", [], [2, 2, 2]),
    // At the ends of the answer, and outside it.
    ("xx..####......####..xx", [6], [4, 4]), ("..XX####", [], [4]), ("####XX..", [], [4]),
  ])
  func `Pauses and runs end where audio is lost`(drawing: String, pauses: [Int], runs: [Int]) {
    let pacing = Pacing(drawn: drawing)
    #expect(signs(pacing.pauses.map(\.interval)) == pauses)
    #expect(signs(pacing.runs.map(\.interval)) == runs)
  }

  @Test(arguments: [
    ("####xxxx####", 8, 8), ("####XXXX####", 8, 8), ("####..xx....####", 14, 8), ("xx####xx", 4, 4),
    ("####", 4, 4), ("#XX#XXX#", 3, 3),
  ])
  func `Lost audio counts neither as answer nor as speech`(drawing: String, answer: Int, speech: Int) {
    let pacing = Pacing(drawn: drawing)
    #expect(signs(pacing.answerTime) == answer)
    #expect(signs(pacing.phonationTime) == speech)
    let ratio = pacing.phonationRatio ?? .nan
    #expect(abs(ratio - Double(speech) / Double(answer)) < 1e-9)
  }

  @Test func `Lost audio changes no rate`() {
    let whole = Pacing(drawn: String(repeating: "#o##", count: 40))
    let torn = Pacing(
      drawn: String(repeating: "#o##", count: 20) + "XXXXXXXXXX" + String(repeating: "#o##", count: 20))
    for (one, other) in [
      (whole.speechRate, torn.speechRate), (whole.articulationRate, torn.articulationRate),
      (whole.pauseRate, torn.pauseRate), (whole.phonationRatio, torn.phonationRatio),
      (
        whole.articulationRate(in: Interval(start: 0, end: 99)),
        torn.articulationRate(in: Interval(start: 0, end: 99))
      ),
    ] {
      #expect(abs((one ?? .nan) - (other ?? .nan)) < 1e-9)
    }
  }
}
