import Foundation
import GRDB
import GRDBSQLite
import Rehearsal
import Seeded
import Testing

@testable import Tracker

/// A change of version that is killed: before every statement that SQLite runs, and at moments of chance. The long
/// form (ALOUD_TORTURE=1) takes every statement and 200 moments, the short one some.
@Suite struct MigrationKillTests {
  private static let isLong = ProcessInfo.processInfo.environment["ALOUD_TORTURE"] != nil
  /// Statements of the whole opening, with backup and migration: 43 today. The last number must be behind the last one.
  private static let statements = Array(stride(from: 0, to: 49, by: isLong ? 1 : 6))
  private static let moments = 0..<(isLong ? 200 : 4)

  /// Opens the index with one more version; dies before statement `statement`.
  static func open(_ path: String, dyingAt statement: Int) throws {
    Counter.left = statement
    sqlite3_auto_extension(
      unsafeBitCast(
        { connection, _, _ in
          sqlite3_trace_v2(connection, UInt32(SQLITE_TRACE_STMT), { _, _, _, _ in Counter.next() }, nil)
          return 0
        }
          as @convention(c) (OpaquePointer?, UnsafeMutablePointer<UnsafePointer<CChar>?>?, OpaquePointer?) ->
          Int32,
        to: (@convention(c) () -> Void).self))
    _ = try TakeIndex.open(at: path, now: Examples.noon, migrator: MigrationTests.tomorrow())
  }

  private enum Counter {
    nonisolated(unsafe) static var left = Int.max
    static func next() -> Int32 {
      if left == 0 { kill(getpid(), SIGKILL) }
      left -= 1
      return 0
    }
  }

  /// An index of two takes, closed.
  private func index(in folder: TemporaryFolder) throws -> [TakeID] {
    let takes = try [Examples.take(), Examples.take(at: 1)]
    let index = try TakeIndex.open(at: folder.indexPath)
    for take in takes { try Examples.record(take, in: index) }
    try index.close()
    return takes.map(\.id)
  }

  /// Old or new, with every take, whichever version opens it next.
  private func expectWhole(_ folder: TemporaryFolder, _ takes: [TakeID], _ comment: Comment) throws {
    let index = try TakeIndex.open(
      at: folder.indexPath, now: Examples.noon, migrator: MigrationTests.tomorrow())
    #expect(index.setAside == nil, comment)
    #expect(Set(try index.ids()) == Set(takes), comment)
    #expect(try index.idsNeedingAnalysis().isEmpty, comment)
    let stars = try index.database.read { try Int.fetchAll($0, sql: "SELECT stars FROM take") }
    #expect(stars == [3, 3], comment)
    try index.close()
    let copy = try TakeIndex.open(at: folder.indexPath + ".before-tomorrow")
    #expect(copy.setAside == nil, comment)
    #expect(Set(try copy.ids()) == Set(takes), comment)
  }

  @Test(.serialized, arguments: statements)
  func `Killed before any statement it is done the next time, with every take`(statement: Int) async throws {
    let folder = try TemporaryFolder()
    let takes = try index(in: folder)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = folder.indexPath as String, statement = statement as Int] in
      try MigrationKillTests.open(path, dyingAt: statement)
      try Data().write(to: URL(filePath: path + ".done"))
      kill(getpid(), SIGKILL)
    }
    // The last number is behind the last statement, so that none was left out.
    let isDone = FileManager.default.fileExists(atPath: folder.indexPath + ".done")
    if statement == Self.statements.last { #expect(isDone) }
    try expectWhole(folder, takes, "statement \(statement)")
  }

  @Test(.serialized, arguments: moments)
  func `Killed at any moment it is done the next time, with every take`(moment: Int) async throws {
    let folder = try TemporaryFolder()
    let takes = try index(in: folder)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = folder.indexPath as String, moment = moment as Int] in
      Thread.detachNewThread {
        var chance = SplitMix(seed: UInt64(moment))
        usleep(UInt32.random(in: 0...30_000, using: &chance))
        kill(getpid(), SIGKILL)
      }
      try MigrationKillTests.open(path, dyingAt: .max)
      while true { sleep(1) }
    }
    try expectWhole(folder, takes, "moment \(moment)")
  }
}
