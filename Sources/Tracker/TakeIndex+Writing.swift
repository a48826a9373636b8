import GRDB
public import Rehearsal
public import SpeechTiming

extension TakeIndex {
  /// A take, and what the current version of the analysis measured on it.
  public struct Entry: Sendable {
    /// The take.
    public let take: Take
    /// What was measured; `nil` when that is still to be done.
    public let pacing: Pacing?

    /// - Parameter pacing: `nil` when the take is still to be measured.
    public init(_ take: Take, _ pacing: Pacing? = nil) {
      self.take = take
      self.pacing = pacing
    }
  }

  /// Stores a take and what was measured on it, or replaces both, in one transaction.
  /// - Parameters:
  ///   - placement: where a take that is not in the index yet goes in the order of takes.
  ///   - change: how the folder of takes changed when this take's folder was made. If the index was in step
  ///     with the folder before, it stays so.
  /// - Throws: `unstorable` when a number is not finite; else as `open(at:now:)`, or `damaged`.
  public func record(
    _ take: Take, _ pacing: Pacing, placement: Placement = .newest, after change: FolderChange? = nil
  ) throws(TrackerError) {
    try store(Entry(take, pacing), placement, change)
  }

  /// Stores a take without measuring it: one that was found, or one whose sidecar changed. What was measured
  /// earlier stays, unless the gaps or the length of the audio changed, on which it depends. A take that is being
  /// recorded is not stored.
  /// - Throws: as `record(_:_:placement:after:)`.
  public func update(
    _ take: Take, placement: Placement = .newest, after change: FolderChange? = nil
  ) throws(TrackerError) {
    try store(Entry(take), placement, change)
  }

  /// Rebuilds the index from all takes in one transaction: others see the old index or the new one. Takes
  /// that the index knew keep their place; the others are ordered by the time they were recorded.
  /// - Parameter folder: as for `bringInStep(adding:removing:folder:)`.
  /// - Throws: as `record(_:_:placement:after:)`; the index is then as before.
  public func rebuild(from entries: some Sequence<Entry>, folder: FolderStamp? = nil) throws(TrackerError) {
    let stored = try encoded(entries, .rebuild)
    try write(.rebuild) { db in
      let places = try Self.places(db)
      try db.execute(sql: "DELETE FROM take")
      for take in stored { try take.insert(db, place: places[take.take.id.description] ?? take.time) }
      try Self.group(db)
      try Self.keep(folder, db)
      try db.execute(sql: "PRAGMA user_version = \(Self.complete)")
    }
  }

  /// True if the index has never been filled from the takes: it is new, or replaces a damaged one. Stays true
  /// if the program ended before `rebuild(from:folder:)` did.
  /// - Throws: as `open(at:now:)`, or `damaged`.
  public func needsRebuild() throws(TrackerError) -> Bool {
    try read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") != Self.complete }
  }

  /// `user_version` of an index that was filled; it is 0 in a new file, and part of the transaction.
  private static let complete = 1

  private func store(_ entry: Entry, _ placement: Placement, _ change: FolderChange?) throws(TrackerError) {
    let stored = try encoded([entry], .record)
    try write(.record) { db in
      var prompts = try Self.prompts(around: entry.take.id, db)
      for take in stored { try take.insert(db, placement) }
      prompts.append(PromptKey(pack: entry.take.prompt.pack, id: entry.take.prompt.id))
      try Self.group(db, promptsOnly: prompts)
      if let change { try Self.follow(change, db) }
    }
  }

  func encoded(_ entries: some Sequence<Entry>, _ operation: TrackerError.Operation) throws(TrackerError)
    -> [StoredTake]
  {
    do {
      return try entries.map { try StoredTake($0.take, $0.pacing) }
    } catch {
      throw TrackerError(error, operation, path: path)
    }
  }

  private static func places(_ db: Database) throws -> [String: Int64] {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, place FROM take")
    var places: [String: Int64] = [:]
    while let row = try rows.next() {
      places[try row.decode(String.self, atIndex: 0)] = try row.decode(Int64.self, atIndex: 1)
    }
    return places
  }
}
