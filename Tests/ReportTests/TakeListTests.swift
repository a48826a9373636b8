import Foundation
import Rehearsal
import Report
import Testing

@Suite struct TakeListTests {
  private func rows(_ length: Double?, _ flags: [Rule] = [], width: Int = 80) throws -> [String] {
    let take = AssessedTake(try Samples.summary(2, length), flags: flags)
    return TakeListText(TakeListContent([take]), style: TextStyle(width: width)).rows
  }

  @Test func `a take is one row where there is room`() throws {
    let row = try rows(95, width: 100).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(row == ["20261122-161512-k3f9  2026-11-22 16:15  + 1:35  PE1   A complex program, end to end"])
    #expect(try rows(nil).first?.contains("    –     PE1 ") == true)
  }

  @Test func `the broken rules end the row`() throws {
    let row = try #require(try rows(260, [.r1, .r2]).first)
    #expect(row.hasSuffix(" R1 R2") && row.contains("x 4:20 "))
    #expect(row.count <= 80)
  }

  @Test(arguments: 20...69) func `on a narrow output it is as many rows as it takes`(width: Int) throws {
    let rows = try rows(30, [.tooShort, .r3, .r4], width: width)
    #expect(rows.first == "20261122-161512-k3f9")
    #expect(rows.allSatisfy { $0.count <= width })
    #expect(rows.joined(separator: " ").contains("x 0:30 PE1"))
  }
}
