import Foundation
import Rehearsal
import Report
import Testing

@Suite struct TrendReportTests {
  private func takes(_ lengths: [Double?]) throws -> [TakeSummary] {
    let target = try Samples.target(60, 100, 150)
    return try lengths.enumerated().map { index, length in
      let id = try #require(TakeID("20261122-16151\(index)-k3f9"))
      let flags: [Rule] = length.map { $0 > 150 ? [.r1] : $0 < 60 ? [.tooShort] : [] } ?? []
      return TakeSummary(
        id: id, prompt: PromptKey(pack: "p", id: "PE1"), title: "Led",
        recordedAt: Timestamp(Date(timeIntervalSince1970: 1_795_364_112), in: .gmt),
        target: target, length: length, pauseRate: length.map { _ in 6 },
        articulationRate: length.map { _ in 4 },
        flags: flags)
    }
  }

  @Test func `A length at the edge of the target is in it, whatever binary arithmetic leaves over`() throws {
    #expect(TrendReport(title: "PE1", takes: try takes([61.3 - 1.3, 60 - 1e-9, 150 + 1e-9])).inTarget == 3)
    #expect(TrendReport(title: "PE1", takes: try takes([59.99, 150.01])).inTarget == 0)
  }

  @Test func `share in target and overruns count only takes with speech`() throws {
    let report = TrendReport(title: "PE1", takes: try takes([200, 100, nil, 40, 90]))
    #expect(report.inTarget == 2)
    #expect(report.overruns == 1)
    #expect(report.measured == 4)
    let rows = report.rows(style: TextStyle(width: 80)).joined(separator: "\n")
    #expect(rows.contains("5 takes · in target 2 of 4 (50 %) · 1 overrun"))
    #expect(rows.contains("In target ▲●·▼●"))
  }

  @Test func `a change inside eight per cent is no change`() throws {
    let rows = TrendReport(title: "PE1", takes: try takes([100, 100, 107])).rows(style: TextStyle())
    #expect(rows.joined().contains("107 % of the goal  no change (within ±8 %)"))
  }

  @Test func `a change beyond eight per cent is told with its size`() throws {
    let rows = TrendReport(title: "PE1", takes: try takes([100, 100, 80])).rows(style: TextStyle())
    #expect(rows.joined().contains("80 % of the goal  ↓ 20 %"))
  }

  @Test func `takes without speech give no trend and no crash`() throws {
    #expect(
      TrendReport(title: "x", takes: try takes([nil])).rows(style: TextStyle())[1]
        == "  no take with usable speech yet")
    #expect(Sparkline.text([], style: TextStyle()) == "")
    #expect(Sparkline.text([1, 2, 3], style: TextStyle(unicode: false)) == "_+@")
  }
}
