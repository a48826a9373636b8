import Foundation
import Rehearsal
import Seeded
import Testing

@Suite struct TakeIDTests {
  @Test(arguments: [
    (0, "19700101-000000"), (951_782_399, "20000228-235959"), (951_827_696, "20000229-123456"),
    (1_795_364_112, "20261122-161512"), (2_147_483_648, "20380119-031408"),
    (253_402_300_799, "99991231-235959"),
  ])
  func `A new name begins with UTC time and reads back`(seconds: Double, beginning: String) throws {
    var generator = SplitMix(seed: 1)
    let id = TakeID(date: Date(timeIntervalSince1970: seconds), using: &generator)
    #expect(id.description.dropLast(4) == beginning + "-")
    #expect(TakeID(id.description) == id)
  }

  @Test func `Names of one second differ, and none has letters that are mistaken for others`() {
    var generator = SplitMix(seed: 2)
    let ids = (0..<1000).map { _ in TakeID(date: Date(timeIntervalSince1970: 0), using: &generator) }
    #expect(Set(ids).count > 990)
    #expect(ids.allSatisfy { $0.description.dropFirst(16).allSatisfy { !"ilo01".contains($0) } })
    #expect(ids.allSatisfy { TakeID($0.description) == $0 })
  }

  @Test func `Names sort by time`() {
    var generator = SplitMix(seed: 3)
    let dates = [0, 1, 59, 60, 3600, 86_400, 2_678_400, 31_536_000, 2_000_000_000].map {
      Date(timeIntervalSince1970: $0)
    }
    let ids = dates.map { TakeID(date: $0, using: &generator) }
    #expect(ids.shuffled(using: &generator).sorted() == ids)
  }

  @Test(arguments: [
    "", "-", "--", "20261122-161512", "20261122-161512-", "20261122-161512-k3f", "20261122-161512-k3f99",
    "20261122-161512-k3f9-", "-20261122-161512-k3f9", "20261122-161512-K3F9", "20261122-161512-k3f0",
    "20261122-161512-k3fl", "20261122-161512-k3f/", "20261122-161512-../", "../../../etc/passwd",
    "2026112-161512-k3f9", "202611222-16151-k3f9", "2026112a-161512-k3f9", "20261122 161512 k3f9",
    "20261122-161512-k3f9\n", " 20261122-161512-k3f9", "２０261122-161512-k3f9", "20261122-161512-k3fé",
    "20261122-161512-k3\u{301}f9", "20261122–161512–k3f9", "20261122-16151\u{0}-k3f9",
  ])
  func `Nothing else is a name`(text: String) {
    #expect(TakeID(text) == nil)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode([TakeID].self, from: JSONEncoder().encode([text]))
    }
  }

  @Test func `A name survives JSON`() throws {
    let id = try #require(TakeID("20261122-161512-k3f9"))
    let data = try JSONEncoder().encode([id])
    #expect(String(decoding: data, as: UTF8.self) == #"["20261122-161512-k3f9"]"#)
    #expect(try JSONDecoder().decode([TakeID].self, from: data) == [id])
  }
}
