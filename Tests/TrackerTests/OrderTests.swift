import Foundation
import Rehearsal
import Testing

@testable import Tracker

@Suite struct OrderTests {
  let folder: TemporaryFolder
  let index: TakeIndex

  init() throws {
    folder = try TemporaryFolder()
    index = try TakeIndex.open(at: folder.indexPath)
  }

  /// Letters of the takes, oldest first.
  private func order() throws -> String {
    try index.takes().reversed().map { String($0.id.description.suffix(1)) }.joined()
  }

  private func take(_ letter: Character, at seconds: Double) throws -> Take {
    try Examples.take(at: seconds, tag: "aaa" + String(letter))
  }

  @Test func `The last take is the newest although the clock was set back`() throws {
    try Examples.record(take("a", at: 0), in: index)
    try Examples.record(take("b", at: 10), in: index)
    try Examples.record(take("c", at: -3600), in: index)
    try Examples.record(take("d", at: -3590), in: index)
    #expect(try order() == "abcd")
    #expect(try index.id(named: "last") == take("d", at: -3590).id)
    try Examples.record(take("e", at: 60), in: index)
    #expect(try order() == "abcde")
  }

  @Test func `A take that comes back goes where its time says`() throws {
    try Examples.record(take("a", at: 0), in: index)
    try Examples.record(take("c", at: 20), in: index)
    try Examples.record(take("b", at: 10), in: index, placement: .byTime)
    #expect(try order() == "abc")
    try index.update(take("h", at: 5), placement: .byTime)
    #expect(try order() == "ahbc")
  }

  @Test func `Takes keep their place when recorded again, updated and rebuilt`() throws {
    let takes = [try take("a", at: 0), try take("b", at: -3600), try take("c", at: -1800)]
    for take in takes { try Examples.record(take, in: index) }
    try Examples.record(takes[0], in: index)
    try index.update(takes[1])
    #expect(try order() == "abc")
    let sortedByName = takes.sorted { $0.id < $1.id }
    try index.rebuild(from: (sortedByName + [try take("h", at: -7200)]).map { TakeIndex.Entry($0) })
    #expect(try order() == "habc")
  }

  @Test func `An index that was lost is ordered by time`() throws {
    let takes = [try take("a", at: 0), try take("b", at: -3600), try take("c", at: -1800)]
    try index.rebuild(from: takes.map { TakeIndex.Entry($0) })
    #expect(try order() == "bca")
  }

  @Test func `Takes of the same moment are ordered by id`() throws {
    for letter in "bca" { try Examples.record(take(letter, at: 0), in: index, placement: .byTime) }
    #expect(try order() == "abc")
    #expect(try index.id(named: "last") == take("c", at: 0).id)
  }
}
