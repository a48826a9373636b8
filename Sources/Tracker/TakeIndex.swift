public import Foundation
import GRDB

/// An index over the takes, so that lists and trends need not read every folder.
///
/// The take folders are the truth. The index can be deleted, damaged or out of reach: nothing is lost, and
/// `rebuild(from:)` makes it anew. Every method is safe to call from any thread and blocks until it is done;
/// a write that has returned survives a power cut (`PRAGMA synchronous = FULL`). The file is closed with the last
/// copy of the value: a `close()` would have to be guarded, because GRDB 7.10 reads through a null pointer after it.
///
/// **Order.** Takes are ordered by their place: the time they were recorded, in milliseconds. A clock that was
/// set back must not put an answer given just now before older ones, so a new take gets a place after all
/// others whatever its time says (`Placement.newest`), while one that comes back from a folder gets the place
/// of its time (`Placement.byTime`). Takes keep their place when they are recorded again, updated or rebuilt.
/// An index that was lost is ordered by time alone. Equal places are ordered by id.
public struct TakeIndex: Sendable {
  /// The file.
  public let path: String
  /// The damaged file that had to make room for this one; `nil` when the index was sound or new.
  public let setAside: DamagedFile?

  /// How long a call waits for another process before it gives up with `TrackerError.Kind.busy`.
  public static let patience = Duration.seconds(5)

  let database: DatabaseQueue

  init(path: String, database: DatabaseQueue, setAside: DamagedFile?) {
    self.path = path
    self.database = database
    self.setAside = setAside
  }

  /// Opens the index, or makes an empty one that only its owner may read (0600, whatever the umask).
  ///
  /// A damaged file is moved aside with its log, and an empty index takes its place: see `setAside`. Ask
  /// `needsRebuild()` next. The check reads every page, of a file over 64 MiB only the table of takes; it costs
  /// 20 ms for 1 000 takes.
  /// - Parameters:
  ///   - path: the file; its folder exists.
  ///   - now: names a file that is set aside.
  /// - Throws: `newerSchema` when a later Aloud made the file, which is left as it is; `notWritable`,
  ///   `diskFull`, `cannotOpen`, `ioFailed` or `busy` when it cannot be used now.
  public static func open(at path: String, now: Date = Date()) throws(TrackerError) -> TakeIndex {
    try open(at: path, now: now, migrator: Schema.migrator)
  }

  func read<Value>(_ work: (Database) throws -> Value) throws(TrackerError) -> Value {
    do { return try database.read(work) } catch { throw TrackerError(error, .read, path: path) }
  }

  func write<Value>(_ operation: TrackerError.Operation, _ work: (Database) throws -> Value)
    throws(TrackerError) -> Value
  {
    do { return try database.write(work) } catch { throw TrackerError(error, operation, path: path) }
  }
}

/// A file that was no sound index and was moved out of the way.
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
