import Report
import Testing

@Suite struct LiveTests {
  private func view(_ elapsed: Double, warning: String? = nil) throws -> LiveContent {
    LiveContent(elapsed: elapsed, target: try Samples.target(5, 10, 15), levelDBFS: -30, warning: warning)
  }

  @Test(arguments: [
    (4.9, "below min"), (5, "green"), (9.9, "green"), (10, "yellow"), (15, "red"), (29.9, "red"),
    (30, "OVER"),
  ]) func `without colour the light is a word`(elapsed: Double, word: String) throws {
    let rows = LiveText(try view(elapsed), style: TextStyle(width: 40)).rows
    #expect(rows[1].hasSuffix(word))
    #expect(!rows.joined().contains("\u{1B}"))
  }

  @Test func `there is one colour at a time`() throws {
    let rows = LiveText(try view(12), style: TextStyle(width: 40, color: true)).rows
    #expect(rows.prefix(3).allSatisfy { $0.hasPrefix("\u{1B}[30;43m") })
  }

  @Test(arguments: [20, 40, 120]) func `it always has the same height and fits`(width: Int) throws {
    for warning in [nil, String(repeating: "microphone ", count: 20)] {
      let rows = LiveText(try view(65, warning: warning), style: TextStyle(width: width)).rows
      #expect(rows.count == LiveText.height)
      #expect(rows.allSatisfy { $0.count <= width })
    }
  }

  @Test func `the plain line says the same in words`() throws {
    #expect(LiveText.line(try view(11.2, warning: "clipped")) == "0:11  yellow  -30 dBFS  ! clipped")
  }

  @Test(arguments: 0...6) func `in a low window the clock stays, then the warning, then the meter`(
    height: Int
  ) throws {
    let warned = LiveText(try view(65, warning: "clipped"), style: TextStyle(width: 40)).rows(atMost: height)
    #expect(warned.count == max(1, min(height, LiveText.height)))
    #expect(warned.contains { $0.contains("1:05") })
    #expect(warned.contains { $0.contains("! clipped") } == (height >= 2))
    #expect(warned.contains { $0.contains("━") } == (height >= 3))
    let good = LiveText(try view(65), style: TextStyle(width: 40)).rows(atMost: height)
    #expect(good.contains { $0.contains("━") } == (height >= 2))
  }
}
