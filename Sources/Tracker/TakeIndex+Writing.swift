import GRDB
public import Rehearsal
public import SpeechTiming

extension TakeIndex {
  /// Stores a take and what was measured on it, or replaces both, in one transaction.
  /// - Parameter placement: where a take that is not in the index yet goes in the order of takes.
  /// - Throws: `unstorable` when a number is not finite; else as `open(at:now:)`, or `damaged`.
  public func record(
    _ take: Take, _ pacing: Pacing, _ assessment: Assessment, placement: Placement = .newest
  ) throws(TrackerError) {
    let entry = Entry(take, pacing, assessment)
    let stored = try encoded(entry, .record)
    try write(.record) { db in
      try stored.take.insert(db, placement)
      try stored.analysis?.insert(db, of: take.id)
    }
  }

  /// Stores a take without an analysis: one that begins, or one whose sidecar changed. Its analysis stays,
  /// unless the target, the gaps or the length of the audio changed, on which it depends.
  /// - Throws: as `record(_:_:_:placement:)`.
  public func update(_ take: Take, placement: Placement = .newest) throws(TrackerError) {
    let stored = try encoded(Entry(take), .record)
    try write(.record) { db in
      if let known = try StoredTake.fetch(db, take.id),
        known.target != take.target || known.gaps != take.gaps || known.frames != take.frames
      {
        try StoredAnalysis.delete(db, of: take.id)
      }
      try stored.take.insert(db, placement)
    }
  }

  /// Forgets a take; does nothing when the index does not know it. The take's folder is not touched.
  /// - Throws: as `open(at:now:)`, or `damaged`.
  public func remove(_ id: TakeID) throws(TrackerError) {
    try write(.remove) { db in
      try db.execute(sql: "DELETE FROM take WHERE id = ?", arguments: [id.description])
    }
  }

  /// Makes the index anew from all takes, in one transaction: others see the old one or the new one. Takes
  /// that the index knew keep their place, the others go by the time they were recorded.
  /// - Throws: as `record(_:_:_:placement:)`; the index is then as before.
  public func rebuild(from entries: some Sequence<Entry>) throws(TrackerError) {
    var stored: [(take: StoredTake, analysis: StoredAnalysis?)] = []
    for entry in entries { stored.append(try encoded(entry, .rebuild)) }
    try write(.rebuild) { db in
      let places = try Self.places(db)
      try db.execute(sql: "DELETE FROM take")
      for (take, analysis) in stored {
        try take.insert(db, place: places[take.take.id.description] ?? take.time)
        try analysis?.insert(db, of: take.take.id)
      }
      try db.execute(sql: "PRAGMA user_version = \(Self.complete)")
    }
  }

  /// Has the index never been filled from the takes? True for a new one, for one that took a damaged one's
  /// place, and still so when the program ended before `rebuild(from:)` did.
  /// - Throws: as `open(at:now:)`, or `damaged`.
  public func needsRebuild() throws(TrackerError) -> Bool {
    try read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") != Self.complete }
  }

  /// `user_version` of an index that was filled; it is 0 in a new file, and part of the transaction.
  private static let complete = 1

  private static func places(_ db: Database) throws -> [String: Int64] {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, place FROM take")
    var places: [String: Int64] = [:]
    while let row = try rows.next() {
      places[try row.decode(String.self, atIndex: 0)] = try row.decode(Int64.self, atIndex: 1)
    }
    return places
  }

  private func encoded(_ entry: Entry, _ operation: TrackerError.Operation)
    throws(TrackerError) -> (take: StoredTake, analysis: StoredAnalysis?)
  {
    do {
      return (
        try StoredTake(entry.take),
        try entry.analysis.map { try StoredAnalysis($0.pacing, $0.assessment) }
      )
    } catch {
      throw TrackerError(error, operation, path: path)
    }
  }
}
