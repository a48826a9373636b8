import Foundation
import GRDB
import Rehearsal
import Seeded
import SpeechTiming
import Testing

@testable import Tracker

/// Takes that continue one another are one answer in the index, whatever comes first.
@Suite struct PartTests {
  let folder: TemporaryFolder
  let index: TakeIndex

  init() throws {
    folder = try TemporaryFolder()
    index = try TakeIndex.open(at: folder.indexPath)
  }

  private func take(_ second: Int, after before: Take? = nil, prompt: String = "SC1") throws -> Take {
    let plain = try Examples.take(at: Double(second), prompt: prompt)
    guard let before else { return plain }
    var next = before.nextPart(id: plain.id, recordedAt: plain.recordedAt, device: plain.device)
    next.state = .finished
    next.frames = plain.frames
    next.gaps = plain.gaps
    return next
  }

  /// What every list says; an answer as the seconds of its parts, newest answer first.
  private func listed(_ index: TakeIndex) throws -> [String] {
    func second(_ id: TakeID) -> String { String(id.description.dropFirst(13).prefix(2)) }
    return try index.takes().map { take in
      take.parts.isEmpty
        ? second(take.id) : take.parts.map { second($0.id) + "/\($0.number)" }.joined(separator: " ")
    }
  }

  private func story() throws -> [Take] {
    let first = try take(1)
    let second = try take(2, after: first)
    let other = try take(3)
    let third = try take(4, after: second)
    return try [first, second, other, third, take(5, prompt: "SC2"), take(6, after: other)]
  }

  @Test func `an answer in parts is listed once, where it was spoken last`() throws {
    for take in try story() { try Examples.record(take, in: index) }
    #expect(try listed(index) == ["03/1 06/2", "05", "01/1 02/2 04/3"])
    #expect(try index.takes(of: PromptKey(pack: "tpm", id: "sc1"), last: 1).map(\.parts.count) == [2])
    #expect(try index.latestOfEachPrompt().map(\.parts.count) == [2, 0])
    #expect(try index.repeatedPrompts(last: 9).map { $0.map(\.parts.count) } == [[2, 3]])
    #expect(try index.count() == 6)
  }

  @Test func `references count answers, and the id of any part names the answer`() throws {
    let takes = try story()
    for take in takes { try Examples.record(take, in: index) }
    func number(_ name: String) throws -> Int? {
      let id = try index.id(named: name)
      return takes.firstIndex { $0.id == id }
    }
    #expect(try number("last") == 2)
    #expect(try number("last~1") == 4)
    #expect(try number("last~2") == 0)
    #expect(try number("SC1@1") == 0)
    #expect(try number("SC1@2") == 2)
    #expect(throws: UnresolvedReference(text: "SC1@3", reason: .none(count: 2))) {
      try index.id(named: "SC1@3")
    }
    #expect(throws: UnresolvedReference(text: "last~3", reason: .none(count: 3))) {
      try index.id(named: "last~3")
    }
    for (take, answer) in zip(takes, [0, 0, 2, 0, 4, 2]) {
      #expect(try number(take.id.description) == answer)
      #expect(
        try index.parts(of: take.id).map(\.id)
          == takes[answer...].filter {
            $0.id == takes[answer].id || $0.answer == takes[answer].id
          }.map(\.id))
    }
    #expect(try index.parts(of: take(50).id).isEmpty)
  }

  @Test(arguments: 0..<20)
  func `parts may come and go in any order`(seed: UInt64) throws {
    var chance = SplitMix(seed: seed)
    let takes = try story()
    for take in takes.shuffled(using: &chance) {
      switch Int.random(in: 0..<3, using: &chance) {
      case 0: try Examples.record(take, in: index, placement: .byTime)
      case 1: try index.update(take, placement: .byTime)
      default: try index.bringInStep(adding: [take])
      }
    }
    #expect(try listed(index) == ["03/1 06/2", "05", "01/1 02/2 04/3"])
    // One part goes, and comes back.
    let gone = try #require(takes.randomElement(using: &chance))
    try index.bringInStep(removing: [gone.id])
    let left = try listed(index)
    let fresh = try TakeIndex.inMemory()
    try fresh.rebuild(from: takes.filter { $0.id != gone.id }.map { TakeIndex.Entry($0) })
    #expect(try left == listed(fresh))
    try index.update(gone, placement: .byTime)
    #expect(try listed(index) == ["03/1 06/2", "05", "01/1 02/2 04/3"])
    // A take that says something else now.
    var changed = takes[1]
    (changed.continues, changed.answer, changed.part) = (nil, nil, nil)
    try index.update(changed)
    try fresh.rebuild(from: takes.map { TakeIndex.Entry($0.id == changed.id ? changed : $0) })
    #expect(try listed(index) == listed(fresh))
  }

  @Test func `a part that is missing in the middle leaves one answer`() throws {
    let takes = try story()
    for take in takes { try Examples.record(take, in: index) }
    try index.bringInStep(removing: [takes[1].id])
    #expect(try listed(index) == ["03/1 06/2", "05", "01/1 04/3"])
    // Also where nobody noted the first part.
    var old = takes[3]
    old.answer = nil
    try index.update(old)
    #expect(try listed(index) == ["03/1 06/2", "05", "01/1 04/3"])
  }

  @Test func `circles, itself and takes of another question end nothing`() throws {
    var (one, two, three) = (try take(1), try take(2), try take(3))
    (one.continues, two.continues, three.continues) = (two.id, one.id, three.id)
    var stray = try take(4, prompt: "SC2")
    stray.continues = one.id
    for take in [one, two, three, stray] { try Examples.record(take, in: index) }
    #expect(try listed(index).count == 3)
    #expect(try index.id(named: two.id.description) == one.id)
    #expect(try Set(index.takes().map(\.id)) == [one.id, three.id, stray.id])
  }

  @Test func `an answer of many parts is one`() throws {
    var takes = [try take(0)]
    for second in 1..<60 { takes.append(try take(second, after: takes.last)) }
    try index.rebuild(from: takes.map { TakeIndex.Entry($0) })
    #expect(try index.takes().map(\.parts.count) == [60])
    #expect(try index.id(named: "last") == takes[0].id)
  }

  @Test func `the index of an older version learns of parts from the sidecars`() throws {
    let takes = try story()
    for take in takes { try Examples.record(take, in: index) }
    // As the migration leaves it.
    try index.database.write {
      try $0.execute(
        sql:
          "UPDATE take SET continues = NULL, answer = NULL, part = NULL, isRead = 0, head = id, seat = 1, parts = 1, isNewest = 1"
      )
    }
    #expect(try index.takes().count == 6)
    #expect(try index.difference(from: takes.map(\.id)) == TakeIndex.Difference(missing: takes.map(\.id)))
    try index.bringInStep(adding: takes)
    #expect(try listed(index) == ["03/1 06/2", "05", "01/1 02/2 04/3"])
    #expect(try index.difference(from: takes.map(\.id)) == TakeIndex.Difference())
    #expect(try index.idsNeedingAnalysis().isEmpty, "what was measured stays")
  }

  @Test(arguments: [
    ("last.2", "last", 2), ("PE.1@3.12", "PE.1@3", 12), ("20261122-161512-aaaa.1", "20261122-161512-aaaa", 1),
    ("last", "last", nil), ("PE.1@3", "PE.1@3", nil), ("last.x", "last.x", nil), ("last.", "last.", nil),
    ("x.y.2", "x.y.2", nil),
    ("last~1.3", "last~1", 3), (".2", ".2", nil),
  ])
  func `a number after a dot names a part`(text: String, whole: String, number: Int?) {
    #expect(TakeReference.part(of: text).whole == whole)
    #expect(TakeReference.part(of: text).number == number)
  }
}
