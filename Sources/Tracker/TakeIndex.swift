public import Foundation
import GRDB

/// An index over the takes, so that lists and trends need not read every folder.
///
/// The take folders are the truth. The index can be deleted, damaged or out of reach: nothing is lost, and
/// `rebuild(from:folder:)` restores it. It keeps what was measured; rules are applied on reading. Every
/// method is safe to call from any thread and blocks until it is done; a write that has returned survives a
/// power cut (`PRAGMA synchronous = FULL`). The file is closed when the last copy of the value goes.
///
/// **Order.** Takes are ordered by their place: the time they were recorded, in milliseconds. A clock that was
/// set back must not put an answer given just now before older ones, so a new take gets a place after all
/// others whatever its time says (`Placement.newest`), while one that comes back from a folder gets the place
/// of its time (`Placement.byTime`). Takes keep their place when they are recorded again, updated or rebuilt.
/// An index that was lost is ordered by time alone. Equal places are ordered by id.
public struct TakeIndex: Sendable {
  /// The file.
  public let path: String
  /// The damaged file that this one replaced; `nil` if the index was intact or new.
  public let setAside: DamagedFile?

  /// How long a call waits for another process before it gives up with `TrackerError.Kind.busy`.
  public static let patience = Duration.seconds(5)

  /// False for an index in memory.
  public var isFile: Bool { path != Self.memory }

  private static let memory = ":memory:"
  private let open: OpenIndex
  /// Usable only as long as this value lives.
  var database: DatabaseQueue { open.database }

  private init(_ file: IndexFile, _ open: OpenIndex, setAside: DamagedFile? = nil) {
    path = file.path
    self.open = open
    self.setAside = setAside
  }

  /// Opens the index, or makes an empty one that only its owner may read (0600, whatever the umask).
  ///
  /// A damaged file is moved aside with its log, and an empty index takes its place: see `setAside`. Ask
  /// `needsRebuild()` next. A file is checked if it has up to 1 MiB or is not as Aloud left it: every page up
  /// to 64 MiB, above that only the table of takes.
  /// - Parameters:
  ///   - path: the file; its folder exists.
  ///   - now: names a file that is set aside.
  ///   - willMigrate: called with the number of takes before an index of an older version is copied and changed,
  ///     which takes some 0.6 s for 1 000 takes.
  /// - Throws: `newerSchema` when a later Aloud made the file, which is left as it is; `notWritable`,
  ///   `diskFull`, `cannotOpen`, `ioFailed` or `busy` when it cannot be used now.
  public static func open(
    at path: String, now: Date = Date(), willMigrate: (_ takes: Int) -> Void = { _ in }
  ) throws(TrackerError) -> TakeIndex {
    try open(at: path, now: now, migrator: Schema.migrator, willMigrate)
  }

  /// Opens with a schema of any version.
  static func open(
    at path: String, now: Date, migrator: DatabaseMigrator, _ willMigrate: (Int) -> Void = { _ in }
  ) throws(TrackerError) -> TakeIndex {
    let file = IndexFile(path: path)
    let lock = try OpeningLock(beside: file, patience: patience)
    defer { lock.release() }
    var damage: TrackerError?
    switch try file.look() {
    case .nothing: try make(file, migrator)
    case .emptied: damage = TrackerError(.damaged, .open, path: path, message: "file is empty")
    case .file:
      try file.makePrivate()
      do {
        return TakeIndex(file, try connect(file, migrator, willMigrate))
      } catch {
        guard error.kind == .damaged else { throw error }
        damage = error
      }
    }
    guard let damage else { return TakeIndex(file, try connect(file, migrator)) }
    return try replace(file, because: damage, now: now, migrator)
  }

  /// An empty index in memory, for a program that cannot use the file: it needs no folder that can be written to, and is
  /// gone with the program.
  /// - Throws: `other` without memory.
  public static func inMemory() throws(TrackerError) -> TakeIndex {
    do {
      let database = try DatabaseQueue(configuration: configuration)
      try database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA temp_store = MEMORY") }
      try Schema.migrator.migrate(database)
      return TakeIndex(IndexFile(path: memory), OpenIndex(database, nil))
    } catch {
      throw TrackerError(error, .open, path: memory)
    }
  }

  /// Moves aside an index that could be opened, and starts an empty one: for damage that shows only in an
  /// answer. Call `rebuild(from:folder:)` next. Values that still have the old file open keep using it.
  /// - Parameters:
  ///   - path: the index.
  ///   - error: what was wrong with it, for `setAside`.
  ///   - now: names the file that is set aside.
  /// - Throws: as `open(at:now:)`.
  public static func replace(at path: String, because error: TrackerError, now: Date = Date())
    throws(TrackerError) -> TakeIndex
  {
    let file = IndexFile(path: path)
    let lock = try OpeningLock(beside: file, patience: patience)
    defer { lock.release() }
    return try replace(file, because: error, now: now, Schema.migrator)
  }

  private static func replace(
    _ file: IndexFile, because damage: TrackerError, now: Date, _ migrator: DatabaseMigrator
  ) throws(TrackerError) -> TakeIndex {
    let goal = try file.setAside(at: now)
    try make(file, migrator)
    return TakeIndex(
      file, try connect(file, migrator), setAside: DamagedFile(path: goal, error: damage))
  }

  func read<Value>(_ work: (Database) throws -> Value) throws(TrackerError) -> Value {
    do {
      return try withExtendedLifetime(open) { try database.read(work) }
    } catch {
      throw TrackerError(error, .read, path: path)
    }
  }

  func write<Value>(_ operation: TrackerError.Operation, _ work: (Database) throws -> Value)
    throws(TrackerError) -> Value
  {
    do {
      return try withExtendedLifetime(open) { try database.write(work) }
    } catch {
      throw TrackerError(error, operation, path: path)
    }
  }
}

/// A file that was not an intact index and was moved out of the way.
public struct DamagedFile: Hashable, Sendable {
  /// Where it is now.
  public let path: String
  /// What was wrong with it.
  public let error: TrackerError
}

/// Where a take that the index does not know yet goes in the order of takes.
public enum Placement: Sendable {
  /// After all others: it has just been recorded, whatever the clock says.
  case newest
  /// By the time it was recorded: it was found, restored or imported.
  case byTime
}
