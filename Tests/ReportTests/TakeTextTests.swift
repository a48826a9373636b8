import Foundation
import Rehearsal
import Report
import Testing

@Suite struct TakeTextTests {
  private func take(_ length: Double?, _ flags: [Rule] = []) throws -> AssessedTake {
    let take = TakeSummary(
      id: try #require(TakeID("20261122-161512-k3f9")), prompt: PromptKey(pack: "p", id: "PE1"),
      title: "A complex program, end to end",
      recordedAt: Timestamp(Date(timeIntervalSince1970: 1_795_364_112), in: .gmt),
      target: try Samples.target(60, 105, 150), length: length, pauseRate: 6, articulationRate: 4)
    return AssessedTake(take, flags: flags)
  }

  @Test func `a take is one row where there is room`() throws {
    let row = try TakeText(style: TextStyle(width: 100)).rows(of: take(95)).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(row == ["20261122-161512-k3f9  2026-11-22 16:15  + 1:35  PE1   A complex program, end to end"])
    #expect(try TakeText(style: TextStyle()).rows(of: take(nil)).first?.contains("    –     PE1 ") == true)
  }

  @Test func `the broken rules end the row`() throws {
    let row = try #require(TakeText(style: TextStyle(width: 80)).rows(of: try take(260, [.r1, .r2])).first)
    #expect(row.hasSuffix(" R1 R2") && row.contains("x 4:20 "))
    #expect(row.count <= 80)
  }

  @Test(arguments: 20...69) func `on a narrow output it is as many rows as it takes`(width: Int) throws {
    let rows = TakeText(style: TextStyle(width: width)).rows(of: try take(30, [.tooShort, .r3, .r4]))
    #expect(rows.first == "20261122-161512-k3f9")
    #expect(rows.allSatisfy { $0.count <= width })
    #expect(rows.joined(separator: " ").contains("x 0:30 PE1"))
  }
}
