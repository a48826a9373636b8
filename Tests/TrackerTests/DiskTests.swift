import Foundation
import GRDB
import Rehearsal
import Testing

@testable import Tracker

@Suite struct DiskTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

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
          return TakeIndex.Entry(take, Examples.pacing)
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
    let error = #expect(throws: TrackerError.self) { try index.bringInStep(removing: [take.id]) }
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

  /// A small disk to fill, for example by `mount -t tmpfs -o size=256k none DIR` in `unshare -rm`.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["ALOUD_SMALL_DISK"] != nil,
      "ALOUD_SMALL_DISK names no small volume"))
  func `On a disk that is really full nothing is stored by halves`() throws {
    let disk = try #require(ProcessInfo.processInfo.environment["ALOUD_SMALL_DISK"])
    let path = disk + "/aloud.sqlite"
    let index = try TakeIndex.open(at: path)
    var recorded: [TakeID] = []
    let error = try #require(
      throws: TrackerError.self,
      performing: {
        for second in 0..<10_000 {
          let take = try Examples.take(at: Double(second))
          try Examples.record(take, in: index)
          recorded.append(take.id)
        }
      })
    #expect(error.kind == .diskFull)
    #expect(try index.ids() == recorded)
    try index.close()
    let second = #expect(throws: TrackerError.self) {
      let index = try TakeIndex.open(at: path)
      #expect(index.setAside == nil)
      #expect(try index.ids() == recorded)
      for second in 20_000..<30_000 { try Examples.record(Examples.take(at: Double(second)), in: index) }
    }
    #expect(second?.kind == .diskFull)
    let other = #expect(throws: TrackerError.self) { try TakeIndex.open(at: disk + "/other.sqlite") }
    #expect(other?.kind == .diskFull)
  }

  /// A disk mounted read-only that holds an index.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["ALOUD_READ_ONLY_DISK"] != nil,
      "ALOUD_READ_ONLY_DISK names no read-only volume"))
  func `A disk that is really read-only is a typed error`() throws {
    let disk = try #require(ProcessInfo.processInfo.environment["ALOUD_READ_ONLY_DISK"])
    let error = #expect(throws: TrackerError.self) { try TakeIndex.open(at: disk + "/aloud.sqlite") }
    #expect(error?.kind == .notWritable)
    let new = #expect(throws: TrackerError.self) { try TakeIndex.open(at: disk + "/other.sqlite") }
    #expect(new?.kind == .notWritable)
  }
}
