import Testing

@testable import Report

@Suite struct TrendTests {
  private func trends(_ lengths: [Double?]) throws -> TrendContent {
    TrendContent(of: .latest, try lengths.map { try Samples.summary(0, $0) })
  }

  private func rows(_ lengths: [Double?]) throws -> [String] {
    TrendText(try trends(lengths), style: TextStyle()).rows
  }

  @Test func `A length at the edge of the target is in it, whatever binary arithmetic leaves over`() throws {
    #expect(try trends([61.3 - 1.3, 60 - 1e-9, 150 + 1e-9]).inTarget == 3)
    #expect(try trends([59.99, 150.01]).inTarget == 0)
  }

  @Test func `a take without speech is none of the takes that a trend is about`() throws {
    let content = try trends([200, 100, nil, 40, 90])
    #expect(content.inTarget == 2)
    #expect(content.overruns == 1)
    #expect(content.takes == 4)
    let rows = TrendText(content, style: TextStyle(width: 80)).rows.joined(separator: "\n")
    #expect(rows.contains("4 takes · in target 2 of 4 (50 %) · 1 overrun"))
    #expect(rows.contains("In target ▲●▼●"))
  }

  @Test func `a change inside eight per cent is no change`() throws {
    let rows = try rows([100, 100, 107])
    #expect(rows.joined().contains("107 % of the goal  no change (within ±8 %)"))
  }

  @Test func `a change beyond eight per cent is told with its size`() throws {
    let rows = try rows([100, 100, 80])
    #expect(rows.joined().contains("80 % of the goal  ↓ 20 %"))
  }

  @Test func `takes without speech give no trend and no crash`() throws {
    #expect(try trends([nil]).takes == 0 && !trends([nil]).isEmpty)
    #expect(try trends([]).isEmpty)
    #expect(
      try rows([nil])[1] == "  no take with usable speech yet")
    #expect(Sparkline.text([], style: TextStyle()) == "")
    #expect(Sparkline.text([1, 2, 3], style: TextStyle(unicode: false)) == "_+@")
  }
}
