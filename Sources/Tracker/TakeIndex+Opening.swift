public import Foundation
import GRDB

extension TakeIndex {
  /// Files larger than this are checked only where it matters most. 64 MiB are some 10 000 takes.
  static let fullCheckBytes: Int64 = 64 << 20

  /// Opens with a schema of any version.
  static func open(at path: String, now: Date, migrator: DatabaseMigrator) throws(TrackerError) -> TakeIndex {
    let file = IndexFile(path: path)
    let lock = try OpeningLock(beside: path, patience: patience)
    defer { lock.release() }
    var damage: TrackerError?
    switch try file.look() {
    case .nothing: try file.create()
    case .emptied: damage = TrackerError(.damaged, .open, path: path, message: "file is empty")
    case .file:
      try file.makePrivate()
      do {
        return TakeIndex(path: path, database: try connect(file, migrator), setAside: nil)
      } catch {
        guard error.kind == .damaged else { throw error }
        damage = error
      }
    }
    guard let damage else {
      return TakeIndex(path: path, database: try connect(file, migrator), setAside: nil)
    }
    return try replace(file, because: damage, now: now, migrator)
  }

  /// Moves the index aside although it could be opened, and starts an empty one: for damage that shows only
  /// in an answer. Call `rebuild(from:)` next. Values that still have the old file open go on with that.
  /// - Parameters:
  ///   - path: the index.
  ///   - error: what was wrong with it, for `setAside`.
  ///   - now: names the file that is set aside.
  /// - Throws: as `open(at:now:)`.
  public static func replace(at path: String, because error: TrackerError, now: Date = Date())
    throws(TrackerError) -> TakeIndex
  {
    let lock = try OpeningLock(beside: path, patience: patience)
    defer { lock.release() }
    return try replace(IndexFile(path: path), because: error, now: now, Schema.migrator)
  }

  private static func replace(
    _ file: IndexFile, because damage: TrackerError, now: Date, _ migrator: DatabaseMigrator
  ) throws(TrackerError) -> TakeIndex {
    let goal = try file.setAside(at: now)
    try file.create()
    return TakeIndex(
      path: file.path, database: try connect(file, migrator),
      setAside: DamagedFile(path: goal, error: damage))
  }

  /// Opens, checks and migrates one existing file.
  private static func connect(_ file: IndexFile, _ migrator: DatabaseMigrator) throws(TrackerError)
    -> DatabaseQueue
  {
    var operation = TrackerError.Operation.open
    do {
      let database = try DatabaseQueue(path: file.path, configuration: configuration)
      do {
        let isEmpty = try database.writeWithoutTransaction { db in
          try refuseUnusable(db, file, migrator)
          try setDurability(db)
          return try migrator.appliedIdentifiers(db).isEmpty
        }
        if !isEmpty, try !database.read(migrator.hasCompletedMigrations) {
          operation = .backUp
          try backUp(database, file, before: migrator.migrations.last ?? "")
        }
        operation = .migrate
        do {
          try migrator.migrate(database)
          try database.read(Schema.compileQueries)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
          // A table is missing, or there already: the file is not what its version says.
          throw TrackerError(.damaged, .migrate, path: file.path, message: error.message ?? "")
        }
        return database
      } catch {
        try? database.close()
        throw error
      }
    } catch {
      throw TrackerError(error, operation, path: file.path)
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "aloud.index"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience / .seconds(1))
    return configuration
  }

  /// Not GRDB's `.wal` mode: it lowers `synchronous` to NORMAL, with which the last takes may be gone after a
  /// power cut, and it writes to the file at each opening (Database.swift, setUpWALMode).
  private static func setDurability(_ db: Database) throws {
    try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
  }

  /// - Throws: `newerSchema`; or `damaged` for a database of something else, a broken one, or one whose
  ///   tables are not as its version says.
  private static func refuseUnusable(_ db: Database, _ file: IndexFile, _ migrator: DatabaseMigrator) throws {
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
    let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    let check = pages * pageSize <= fullCheckBytes ? "quick_check(1)" : "quick_check(take)"
    let verdict = try String.fetchOne(db, sql: "PRAGMA \(check)") ?? "no answer"
    guard verdict == "ok" else { throw refusal(.damaged, verdict) }
  }

  /// Copies the index to `aloud.sqlite.before-<version>`; the copy has that name only when it is whole.
  private static func backUp(_ database: DatabaseQueue, _ file: IndexFile, before version: String) throws {
    let part = IndexFile(path: "\(file.path).before-\(version).part")
    _ = unlink(part.path)
    try part.create(for: .backUp)
    let copy = try DatabaseQueue(path: part.path)
    try database.backup(to: copy)
    try copy.close()
    guard rename(part.path, "\(file.path).before-\(version)") == 0 else {
      throw TrackerError(errno: errno, .backUp, path: part.path)
    }
  }
}
