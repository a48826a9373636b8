import Foundation
import GRDB
import Rehearsal
import Testing

@testable import Tracker

@Suite struct DamageTests {
  let folder: TemporaryFolder
  let takes: [Take]

  /// A sound index of 40 takes, closed.
  init() throws {
    folder = try TemporaryFolder()
    takes = try (0..<40).map { try Examples.take(at: Double($0)) }
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(try index.needsRebuild())
    try index.rebuild(from: entries)
    #expect(try !index.needsRebuild())
    try index.close()
  }

  private var entries: [TakeIndex.Entry] {
    takes.map { .init($0, Examples.pacing) }
  }

  @Test(arguments: Damage.allCases)
  func `A damaged file is moved aside and a new index filled`(kind: Damage) throws {
    let damaged = kind.applied(to: try folder.data("aloud.sqlite"))
    try folder.write(damaged, to: "aloud.sqlite")
    let index = try TakeIndex.open(at: folder.indexPath, now: Examples.noon)
    let setAside = try #require(index.setAside)
    #expect(setAside.path == folder.indexPath + ".corrupt-20261122T160000Z")
    #expect(setAside.error.kind == .damaged)
    #expect(setAside.error.operation == .open)
    #expect(try folder.data("aloud.sqlite.corrupt-20261122T160000Z") == damaged)
    #expect(try folder.mode(of: "aloud.sqlite") == 0o600)
    #expect(try index.needsRebuild())
    #expect(try index.takes().isEmpty)
    try index.rebuild(from: entries)
    #expect(try index.ids() == takes.map(\.id))
    try index.close()
    let reopened = try TakeIndex.open(at: folder.indexPath)
    #expect(reopened.setAside == nil)
    #expect(try !reopened.needsRebuild())
  }

  @Test func `Damaged files of the same second do not replace each other`() throws {
    for number in 1...3 {
      try folder.write(Data("damage \(number)".utf8), to: "aloud.sqlite")
      let index = try TakeIndex.open(at: folder.indexPath, now: Examples.noon)
      try index.close()
    }
    let name = "aloud.sqlite.corrupt-20261122T160000Z"
    #expect(try folder.names() == ["aloud.sqlite", name, name + "-2", name + "-3"])
    #expect(try folder.data(name) == Data("damage 1".utf8))
    #expect(try folder.data(name + "-3") == Data("damage 3".utf8))
  }

  @Test func `The log goes aside with its file`() throws {
    try folder.write(Data(), to: "aloud.sqlite")
    try folder.write(Data("log".utf8), to: "aloud.sqlite-wal")
    try folder.write(Data("memory".utf8), to: "aloud.sqlite-shm")
    let index = try TakeIndex.open(at: folder.indexPath, now: Examples.noon)
    #expect(index.setAside != nil)
    let name = "aloud.sqlite.corrupt-20261122T160000Z"
    #expect(try folder.names().filter { $0.hasPrefix(name) } == [name, name + "-shm", name + "-wal"])
  }

  @Test func `A log without its file is kept`() throws {
    try FileManager.default.removeItem(atPath: folder.indexPath)
    try folder.write(Data("log".utf8), to: "aloud.sqlite-wal")
    let index = try TakeIndex.open(at: folder.indexPath, now: Examples.noon)
    #expect(index.setAside?.error.message == "file is empty")
    #expect(try folder.data("aloud.sqlite.corrupt-20261122T160000Z-wal") == Data("log".utf8))
    #expect(try index.needsRebuild())
  }

  @Test func `A lost log loses only what was in it`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    let take = try Examples.take(at: 99)
    try Examples.record(take, in: index)
    let other = try TemporaryFolder()
    try other.write(folder.data("aloud.sqlite"), to: "aloud.sqlite")
    let reopened = try TakeIndex.open(at: other.indexPath)
    #expect(reopened.setAside == nil)
    #expect(try reopened.ids() == takes.map(\.id))
  }

  @Test(arguments: ["aloud.sqlite-wal", "aloud.sqlite-shm"])
  func `Garbage beside a sound file does no harm`(name: String) throws {
    try folder.write(Data((0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }), to: name)
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(try index.ids() == takes.map(\.id))
    try Examples.record(Examples.take(at: 99), in: index)
    #expect(try index.ids().count == 41)
  }

  @Test func `A database of something else is moved aside, not written to`() throws {
    try FileManager.default.removeItem(atPath: folder.indexPath)
    let stranger = try DatabaseQueue(path: folder.indexPath)
    try stranger.write { try $0.execute(sql: "CREATE TABLE take (x); INSERT INTO take VALUES (1)") }
    try stranger.close()
    let before = try folder.data("aloud.sqlite")
    let index = try TakeIndex.open(at: folder.indexPath, now: Examples.noon)
    #expect(index.setAside?.error.message == "not an index of Aloud")
    #expect(try folder.data("aloud.sqlite.corrupt-20261122T160000Z") == before)
  }

  @Test(arguments: [
    "DROP TABLE pacing", "DROP TABLE folder", "ALTER TABLE take DROP COLUMN title",
    "DELETE FROM grdb_migrations",
    "DROP TABLE grdb_migrations",
  ])
  func `Tables that are not as their version says are damage`(statement: String) throws {
    let database = try DatabaseQueue(path: folder.indexPath)
    try database.write { try $0.execute(sql: statement) }
    try database.close()
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(index.setAside?.error.kind == .damaged)
    try index.rebuild(from: entries)
    #expect(try index.ids() == takes.map(\.id))
  }

  @Test func `Damage that shows only in an answer is a typed error and can be replaced`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    _ = try index.takes()
    index.database.releaseMemory()
    let file = try FileHandle(forUpdating: URL(filePath: folder.indexPath))
    let size = try file.seekToEnd()
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
    try file.close()
    let error = try #require(throws: TrackerError.self, performing: { try index.takes() })
    #expect(error.kind == .damaged)
    #expect(error.operation == .read)
    #expect(error.code == .sqlite(11))
    let replaced = try TakeIndex.replace(at: folder.indexPath, because: error)
    #expect(replaced.setAside?.error == error)
    try replaced.rebuild(from: entries)
    #expect(try replaced.ids() == takes.map(\.id))
  }

  @Test(arguments: [
    "UPDATE take SET id = 'x'", "UPDATE take SET recordedAt = 'yesterday'", "UPDATE take SET targetMin = -1",
    "UPDATE take SET length = -1", "UPDATE take SET phonationTime = 1e300",
  ])
  func `A value that was never stored is damage`(statement: String) throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    try index.database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: statement + " WHERE rowid = 7")
    }
    let error = #expect(throws: TrackerError.self) { try index.takes() }
    #expect(error?.kind == .damaged)
    #expect(error?.code == nil)
  }

  @Test func `An analysis that cannot be read is none`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    try index.database.write { try $0.execute(sql: "UPDATE pacing SET json = '{\"duration\":'") }
    #expect(try index.pacing(of: takes[0].id) == nil)
  }
}
