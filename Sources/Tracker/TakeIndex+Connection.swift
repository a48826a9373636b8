import Foundation
import GRDB

extension TakeIndex {
  /// In a file larger than this, only the table of takes is checked. A take of 100 s has some 8 kB, so these
  /// are 8 000 takes.
  private static let fullCheckBytes: Int64 = 64 << 20

  /// Makes an empty index under another name first, so that a process killed meanwhile leaves no half of an
  /// index behind, which the next would take for damage.
  static func make(_ file: IndexFile, _ migrator: DatabaseMigrator) throws(TrackerError) {
    let new = IndexFile(path: file.path + ".new")
    try new.createAnew(for: .open)
    do {
      let database = try DatabaseQueue(path: new.path, configuration: configuration)
      try migrator.migrate(database)
      try database.close()
    } catch {
      new.discard()
      throw TrackerError(error, .open, path: new.path)
    }
    try new.rename(to: file, for: .open)
  }

  /// Opens, checks and migrates one existing file.
  static func connect(
    _ file: IndexFile, _ migrator: DatabaseMigrator, _ willMigrate: (_ takes: Int) -> Void = { _ in }
  ) throws(TrackerError) -> OpenIndex {
    // Look at the seal before opening: SQLite may move a log into the file when it opens it.
    let isSealed = FileSeal(of: file).isIntact
    var operation = TrackerError.Operation.open
    do {
      let database = try DatabaseQueue(path: file.path, configuration: configuration)
      do {
        let isEmpty = try database.writeWithoutTransaction { db in
          try refuseUnusable(db, file, migrator, isSealed: isSealed)
          try setDurability(db, JournalMode(forFolder: file.folder))
          return try migrator.appliedIdentifiers(db).isEmpty
        }
        if !isEmpty, try !database.read(migrator.hasCompletedMigrations) {
          willMigrate(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM take") ?? 0 })
          operation = .backUp
          try backUp(database, file, before: migrator.migrations.last ?? "")
        }
        operation = .migrate
        try migrator.migrate(database)
        try database.read(Schema.compileQueries)
        // Aloud stores no take that has not ended; whatever else wrote here broke the seal.
        if !isSealed { try TakeIndex.doubtUnended(database) }
        FileSeal(of: file).renew()
        return OpenIndex(database, file)
      } catch {
        try? database.close()
        guard let error = error as? DatabaseError, error.resultCode == .SQLITE_ERROR else { throw error }
        // A table is missing or already there, or its text is not SQL: the file does not match its version.
        throw TrackerError(.damaged, operation, path: file.path, message: error.message ?? "")
      }
    } catch {
      let error = TrackerError(error, operation, path: file.path)
      guard error.kind == .cannotOpen, !file.isInWritableFolder else { throw error }
      throw TrackerError(.notWritable, operation, path: file.path, code: error.code, message: error.message)
    }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "aloud.index"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience / .seconds(1))
    return configuration
  }

  /// Not GRDB's `.wal` mode: it lowers `synchronous` to NORMAL, which may lose the last takes in a power cut,
  /// and it writes to the file at each opening (Database.swift, setUpWALMode).
  static func setDurability(_ db: Database, _ mode: JournalMode) throws {
    try db.execute(sql: "PRAGMA journal_mode = \(mode.rawValue); PRAGMA synchronous = FULL")
  }

  /// - Throws: `newerSchema`; or `damaged` for another program's database, a broken one, or one whose tables
  ///   do not match its version.
  private static func refuseUnusable(
    _ db: Database, _ file: IndexFile, _ migrator: DatabaseMigrator, isSealed: Bool
  ) throws {
    func refusal(_ kind: TrackerError.Kind, _ message: String) -> TrackerError {
      TrackerError(kind, .open, path: file.path, message: message)
    }
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0 > 0 else { return }
    guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
      throw refusal(.damaged, "not an index of Aloud")
    }
    if try migrator.hasBeenSuperseded(db) {
      let newest = try migrator.appliedIdentifiers(db).subtracting(migrator.migrations).sorted()
      throw refusal(.newerSchema, "made by a later version: \(newest.joined(separator: ", "))")
    }
    guard !isSealed else { return }
    let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    // As fast here as `quick_check`, and it also compares the indices with their tables.
    let check = pages * pageSize <= fullCheckBytes ? "integrity_check(1)" : "integrity_check(take)"
    let verdict = try String.fetchOne(db, sql: "PRAGMA \(check)") ?? "no answer"
    guard verdict == "ok" else { throw refusal(.damaged, verdict) }
  }

  /// Copies the index to `aloud.sqlite.before-<version>`; the copy gets that name only once it is complete.
  private static func backUp(_ database: DatabaseQueue, _ file: IndexFile, before version: String) throws {
    let part = IndexFile(path: "\(file.path).before-\(version).part")
    try part.createAnew(for: .backUp)
    let copy = try DatabaseQueue(path: part.path)
    try database.backup(to: copy)
    try copy.close()
    try part.rename(to: IndexFile(path: "\(file.path).before-\(version)"), for: .backUp)
  }
}
