import GRDB
public import Rehearsal

/// Keeps the index in step with the folder of takes, which is the truth. A folder that has not changed is not
/// listed.
///
/// At a start: take the folder's stamp; if `isInStep(with:)`, all is done. Else list the folder, ask for the
/// `difference(from:)`, load what is missing, and call `bringInStep(adding:removing:folder:)` with the stamp that was
/// taken before the listing.
extension TakeIndex {
  /// How the folder of takes and the index differ. A take that the index knows as one that is being recorded (older
  /// versions of Aloud stored those) is in both lists if it has a folder: only its sidecar knows how it ended. One whose
  /// row is of an older version, without its part in an answer, is missing until its sidecar is read again.
  public struct Difference: Hashable, Sendable {
    /// Takes that have a folder but are not in the index as ended takes, oldest first.
    public var missing: [TakeID] = []
    /// Takes in the index that have no folder or have not ended there, oldest first.
    public var gone: [TakeID] = []
  }

  /// True if the index has all takes of the folder and no others, as far as the stamp tells.
  /// - Throws: as `open(at:now:)`, or `damaged`.
  public func isInStep(with folder: FolderStamp) throws(TrackerError) -> Bool {
    try read { db in try String.fetchOne(db, sql: "SELECT stamp FROM folder") == folder.text }
  }

  /// Compares the index with the names in the folder of takes.
  /// - Throws: as `open(at:now:)`, or `damaged`.
  public func difference(from folders: [TakeID]) throws(TrackerError) -> Difference {
    try read { db in
      let unended = Set(try Self.ids(db, where: "NOT (\(Self.ended))"))
      let unread = Set(try Self.ids(db, where: "isRead = 0"))
      let known = try String.fetchCursor(db, sql: "SELECT id FROM take ORDER BY id")
      var difference = Difference()
      var rest = folders.sorted()[...]
      while let text = try known.next() {
        let id = try Self.id(text)
        let earlier = rest.prefix { $0 < id }
        difference.missing += earlier
        rest = rest[earlier.endIndex...]
        let (hasFolder, hasEnded) = (rest.first == id, !unended.contains(id))
        if hasFolder { rest = rest.dropFirst() }
        if !hasFolder || !hasEnded { difference.gone.append(id) }
        if hasFolder, !hasEnded || unread.contains(id) { difference.missing.append(id) }
      }
      difference.missing += rest
      return difference
    }
  }

  /// Adds and forgets takes in one transaction. Added takes are ordered by the time they were recorded. No
  /// folder is touched.
  /// - Parameter folder: the folder's stamp, taken before it was listed; the index is in step with it from
  ///   now on. `nil` if a take could not be added and has to be tried again, or if the stamp is not settled
  ///   (`FolderStamp.isSettled(at:)`): the next start then lists the folder once more.
  /// - Throws: as `record(_:_:placement:after:)`; the index is then as before.
  public func bringInStep(adding takes: [Take] = [], removing ids: [TakeID] = [], folder: FolderStamp? = nil)
    throws(TrackerError)
  {
    let stored = try encoded(takes.map { Entry($0) }, .record)
    try write(ids.isEmpty ? .record : .remove) { db in
      for id in ids { try db.execute(sql: "DELETE FROM take WHERE id = ?", arguments: [id.description]) }
      for take in stored { try take.insert(db, .byTime) }
      try Self.group(db)
      try Self.keep(folder, db)
    }
  }

  /// Forgets the folder's stamp if there is a take that has not ended, so that the next start looks at its sidecar.
  static func doubtUnended(_ database: DatabaseQueue) throws {
    let isInDoubt = try database.read { db in
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM take WHERE NOT (\(ended)))") ?? false
    }
    if isInDoubt { try database.write { db in try keep(nil, db) } }
  }

  static func keep(_ folder: FolderStamp?, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM folder")
    if let folder { try db.execute(sql: "INSERT INTO folder (stamp) VALUES (?)", arguments: [folder.text]) }
  }

  static func follow(_ change: FolderChange, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE folder SET stamp = ? WHERE stamp = ?", arguments: [change.after.text, change.before.text])
  }
}

extension FolderStamp {
  /// The stamp as the index keeps it. The 2 sets it apart from stamps of versions that stored takes while they were
  /// being recorded: their index may have missed an end.
  fileprivate var text: String { "2 \(device) \(inode) \(links) \(seconds) \(nanoseconds)" }
}
