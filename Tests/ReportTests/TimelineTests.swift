import Rehearsal
import Report
import SpeechTiming
import Testing

@Suite struct TimelineTests {
  // Twenty seconds on forty columns: a character of the drawing is a column of the line.
  private func rows(_ drawing: String, _ target: (Double, Double, Double), width: Int = 40) throws -> [String]
  {
    let pacing = Samples.pacing(drawing)
    let target = try Samples.target(target.0, target.1, target.2)
    let style = TextStyle(width: width, unicode: false)
    return TimelineText(TimelineContent(pacing, Assessment(of: pacing, against: target)), style: style).rows
  }

  @Test func `speech, pauses by class and lost audio stand where they are in time`() throws {
    let rows = try rows("..####.####..####.....####!!##..........", (5, 10, 18))
    #expect(rows[0].hasPrefix("  ####-####==####%%%%%####xx##"))
  }

  @Test func `target lines are measured from the first word`() throws {
    let rows = try rows("....############........................", (5, 10, 18))
    #expect(rows[1] == "              |min 0:05 |goal 0:max 0:18|" || rows[1].contains("|min 0:05"))
    #expect(Array(rows[1]).firstIndex(of: "|") == 14)
  }

  @Test func `a flag is drawn under the span that it was measured on`() throws {
    let rows = try rows(String(repeating: "#", count: 40), (2, 4, 10))
    let r1 = try #require(rows.first { $0.contains("R1") })
    #expect(r1 == "                 R1 --------------------")
  }

  @Test(arguments: [20, 40, 61, 200]) func `no row is wider than the terminal`(width: Int) throws {
    for drawing in ["", "#", "..##..######........##", String(repeating: "#.", count: 150)] {
      let rows = try rows(drawing, (60, 105, 150), width: width)
      #expect(rows.flatMap { $0.split(separator: "\n") }.allSatisfy { $0.count <= width })
    }
  }

  @Test func `a medium pause is seen even where a column is longer than the pause`() throws {
    let rows = try rows(
      String(repeating: "#", count: 20) + "." + String(repeating: "#", count: 179), (5, 10, 100))
    #expect(rows[0].contains("-"))
  }
}
