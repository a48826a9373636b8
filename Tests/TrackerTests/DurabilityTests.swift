import Foundation
import GRDB
import Rehearsal
import Testing

@testable import Tracker

@Suite struct DurabilityTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func pragma(_ name: String, of index: TakeIndex) throws -> String? {
    try index.database.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
  }

  @Test func `What was written is on the disk when the call returns`() throws {
    for _ in 1...2 {
      let index = try TakeIndex.open(at: folder.indexPath)
      // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
      #expect(try pragma("synchronous", of: index) == "2")
      #expect(try pragma("journal_mode", of: index) == "wal")
      #expect(try pragma("foreign_keys", of: index) == "1")
      #expect(try pragma("busy_timeout", of: index) == "5000")
      try index.close()
    }
  }

  @Test func `Opening a sound index writes nothing`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    try Examples.record(Examples.take(), in: index)
    try index.close()
    let before = try folder.data("aloud.sqlite")
    let reopened = try TakeIndex.open(at: folder.indexPath)
    #expect(try reopened.takes().count == 1)
    #expect(try folder.data("aloud.sqlite-wal").isEmpty)
    try reopened.close()
    #expect(try folder.data("aloud.sqlite") == before)
    #expect(try folder.names() == ["aloud.sqlite"])
  }

  @Test func `A full disk stores nothing by halves`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    let first = try Examples.take()
    try Examples.record(first, in: index)
    try index.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
    }
    var recorded = [first.id]
    let error = try #require(
      throws: TrackerError.self,
      performing: {
        for second in 1...100 {
          let take = try Examples.take(at: Double(second))
          try Examples.record(take, in: index)
          recorded.append(take.id)
        }
      })
    #expect(error.kind == .diskFull)
    #expect(error.operation == .record)
    #expect(error.path == folder.indexPath)
    #expect(error.code == .sqlite(13))
    #expect(error.message == "database or disk is full")
    #expect(try index.ids() == recorded)
    #expect(try index.idsNeedingAnalysis().isEmpty)
    let rebuilding = #expect(throws: TrackerError.self) {
      try index.rebuild(
        from: (1...100).map {
          let take = try Examples.take(at: Double($0))
          return TakeIndex.Entry(take, Examples.pacing, .init(of: Examples.pacing, against: take.target))
        })
    }
    #expect(rebuilding?.kind == .diskFull)
    #expect(rebuilding?.operation == .rebuild)
    #expect(try index.ids() == recorded)
    try index.close()
    #expect(try TakeIndex.open(at: folder.indexPath).ids() == recorded)
  }

  @Test func `A read-only file answers and refuses to be written`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    let take = try Examples.take()
    try Examples.record(take, in: index)
    try index.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    let error = #expect(throws: TrackerError.self) { try index.remove(take.id) }
    #expect(error?.kind == .notWritable)
    #expect(error?.operation == .remove)
    #expect(try index.ids() == [take.id])
  }

  @Test(arguments: [
    ("/proc/aloud.sqlite", TrackerError.Kind.cannotOpen), ("/sys/aloud.sqlite", .notWritable),
    ("/no/such/folder/aloud.sqlite", .cannotOpen), ("/dev/null/aloud.sqlite", .cannotOpen),
  ])
  func `A folder that cannot be written is a typed error`(path: String, kind: TrackerError.Kind) throws {
    let error = #expect(throws: TrackerError.self) { try TakeIndex.open(at: path) }
    #expect(error?.kind == kind)
    #expect(error?.operation == .open)
  }

  @Test func `Another process that writes for too long is a typed error`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    let other = try TakeIndex.open(at: folder.indexPath)
    try other.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
    try index.database.write { _ in
      let error = #expect(throws: TrackerError.self) { try Examples.record(Examples.take(), in: other) }
      #expect(error?.kind == .busy)
      let seen = try other.takes()
      #expect(seen.isEmpty)
    }
    try Examples.record(Examples.take(), in: other)
    #expect(try index.takes().count == 1)
  }
}
