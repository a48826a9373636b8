import Foundation
import GRDB
import Rehearsal
import Signal
import SpeechTiming
import Testing

@testable import Tracker

@Suite struct MigrationTests {
  let folder: TemporaryFolder
  let take: Take

  /// An index of one take in the schema of today, closed.
  init() throws {
    folder = try TemporaryFolder()
    take = try Examples.take()
    let index = try TakeIndex.open(at: folder.indexPath)
    try Examples.record(take, in: index)
    try index.close()
  }

  /// The schema of today and one more version, which does `work`.
  static func tomorrow(_ work: @escaping @Sendable (Database) throws -> Void = { _ in })
    -> DatabaseMigrator
  {
    var migrator = Schema.migrator
    migrator.registerMigration("tomorrow") { db in
      try db.execute(sql: "ALTER TABLE take ADD COLUMN stars INTEGER; UPDATE take SET stars = 3")
      try work(db)
    }
    return migrator
  }

  private func open(_ migrator: DatabaseMigrator = MigrationTests.tomorrow()) throws -> TakeIndex {
    try TakeIndex.open(at: folder.indexPath, now: Examples.noon, migrator: migrator)
  }

  private func stars(_ index: TakeIndex) throws -> Int? {
    try index.database.read { try Int.fetchOne($0, sql: "SELECT stars FROM take") }
  }

  @Test func `An index that changes version keeps its takes and leaves a copy`() throws {
    let index = try open()
    #expect(try index.takes().map(\.id) == [take.id])
    #expect(try index.pacing(of: take.id) == Examples.pacing)
    #expect(try stars(index) == 3)
    try index.close()
    #expect(try folder.names() == ["aloud.sqlite", "aloud.sqlite.before-tomorrow"])
    #expect(try folder.mode(of: "aloud.sqlite.before-tomorrow") == 0o600)
    let copy = try TakeIndex.open(at: folder.indexPath + ".before-tomorrow")
    #expect(copy.setAside == nil)
    #expect(try copy.takes().map(\.id) == [take.id])
  }

  @Test func `An index of this version is not copied`() throws {
    try TakeIndex.open(at: folder.indexPath).close()
    #expect(try folder.names() == ["aloud.sqlite"])
    let other = try TemporaryFolder()
    try TakeIndex.open(at: other.indexPath, now: Examples.noon, migrator: Self.tomorrow()).close()
    #expect(try other.names() == ["aloud.sqlite"])
  }

  @Test func `An index of a later version is left alone`() throws {
    try open().close()
    let before = try folder.data("aloud.sqlite")
    let error = #expect(throws: TrackerError.self) { try TakeIndex.open(at: folder.indexPath) }
    #expect(error?.kind == .newerSchema)
    #expect(error?.operation == .open)
    #expect(error?.message == "made by a later version: tomorrow")
    #expect(try folder.data("aloud.sqlite") == before)
    #expect(try folder.names() == ["aloud.sqlite", "aloud.sqlite.before-tomorrow"])
  }

  @Test func `A change of version that fails changes nothing`() throws {
    let error = #expect(throws: TrackerError.self) {
      try open(Self.tomorrow { _ in throw DatabaseError(resultCode: .SQLITE_FULL) })
    }
    #expect(error?.kind == .diskFull)
    #expect(error?.operation == .migrate)
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(index.setAside == nil)
    #expect(try index.takes().map(\.id) == [take.id])
    #expect(try stars(open()) == 3)
  }

  @Test func `A change of version that is killed is done the next time`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.indexPath as String] in
      let migrator = MigrationTests.tomorrow { _ in kill(getpid(), SIGKILL) }
      _ = try TakeIndex.open(at: path, now: Examples.noon, migrator: migrator)
    }
    try folder.write(Data("half a copy".utf8), to: "aloud.sqlite.before-tomorrow.part")
    let index = try open()
    #expect(index.setAside == nil)
    #expect(try index.takes().map(\.id) == [take.id])
    #expect(try stars(index) == 3)
    try index.close()
    #expect(try folder.names() == ["aloud.sqlite", "aloud.sqlite.before-tomorrow"])
  }

  /// One file for each version that was released.
  @Test(arguments: ["v1", "v2", "v3"])
  func `An index of every released version opens with its takes`(version: String) throws {
    let old = try TemporaryFolder()
    try Self.load(version, into: old.indexPath)
    var told: [Int] = []
    let index = try TakeIndex.open(at: old.indexPath) { told.append($0) }
    #expect(told == (version == Schema.migrator.migrations.last ? [] : [1]))
    #expect(index.setAside == nil)
    #expect(try !index.needsRebuild())
    #expect(try index.id(named: "last") == take.id)
    #expect(try index.takes().map(\.title) == [take.prompt.title])
  }

  @Test func `What version 1 has measured need not be measured again`() throws {
    let old = try TemporaryFolder()
    try Self.load("v1", into: old.indexPath)
    let database = try DatabaseQueue(path: old.indexPath)
    try database.write {
      try $0.execute(
        sql: "UPDATE analysis SET version = ?, pauseRate = ?, articulationRate = ?, pacing = ?",
        arguments: [
          SpeechAnalyzer.version, Examples.pacing.pauseRate, Examples.pacing.articulationRate,
          StoredJSON.text(of: Examples.pacing),
        ])
    }
    try database.close()
    let index = try TakeIndex.open(at: old.indexPath)
    try index.update(take)
    #expect(try index.idsNeedingAnalysis().isEmpty, "gaps and length are those of the sidecar")
    #expect(try index.pacing(of: take.id) == Examples.pacing)
    let migrated = try index.takes()
    #expect(try index.assessed(migrated).map(\.flags) == [[.r3]])
    try Examples.record(take, in: index)
    #expect(try index.takes() == migrated)
  }

  @Test func `A take without usable speech in version 1 is measured again`() throws {
    let old = try TemporaryFolder()
    try Self.load("v1", into: old.indexPath)
    let database = try DatabaseQueue(path: old.indexPath)
    try database.write {
      try $0.execute(
        sql: "UPDATE analysis SET length = NULL, version = ?", arguments: [SpeechAnalyzer.version])
    }
    try database.close()
    let index = try TakeIndex.open(at: old.indexPath)
    #expect(try index.idsNeedingAnalysis() == [take.id])
    #expect(try index.pacing(of: take.id) == nil)
  }

  @Test func `The tables of the newest version are those of its fixture`() throws {
    let old = try TemporaryFolder()
    let newest = try #require(Schema.migrator.migrations.last)
    try Self.load(newest, into: old.indexPath)
    func tables(_ path: String) throws -> [String] {
      try TakeIndex.open(at: path).read { db in
        try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
      }
    }
    #expect(try tables(old.indexPath) == tables(folder.indexPath))
  }

  private static func load(_ version: String, into path: String) throws {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let sql = try String(contentsOf: fixtures.appending(path: version + ".sql"), encoding: .utf8)
    let database = try DatabaseQueue(path: path)
    try database.write { try $0.execute(sql: sql) }
    try database.close()
  }
}
