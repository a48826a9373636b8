public import Foundation
import GRDB

extension TakeIndex {
  /// Opens with a schema of any version.
  static func open(at path: String, now: Date, migrator: DatabaseMigrator) throws(TrackerError) -> TakeIndex {
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
      path: file.path, database: try connect(file, migrator),
      setAside: DamagedFile(path: goal, error: damage))
  }
}
