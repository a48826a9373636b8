import GRDB
public import Rehearsal
public import SpeechTiming

extension TakeIndex {
  /// The takes that match, in the order asked for. One that is still being recorded is not among them. Numbers
  /// are `nil` until the take has been analysed by the current version.
  /// - Throws: `damaged` when the file is; else as `open(at:now:)`.
  public func takes(matching filter: TakeFilter = TakeFilter()) throws(TrackerError) -> [TakeSummary] {
    var sql = SummaryRow.selection + " WHERE take.state <> '\(Take.State.recording.rawValue)'"
    var arguments: StatementArguments = []
    if let prompt = filter.prompt {
      sql += " AND take.prompt = ? AND take.pack = ?"
      arguments += [prompt.id, prompt.pack]
    }
    let direction = filter.order == .newestFirst ? "DESC" : "ASC"
    sql += " ORDER BY take.place \(direction), take.id \(direction) LIMIT ?"
    arguments += [filter.limit.map { max(0, $0) } ?? -1]
    return try read { [sql, arguments] db in
      try SummaryRow.fetchAll(db, sql: sql, arguments: arguments).map { try $0.summary() }
    }
  }

  /// The take with exactly this id, as it was last stored here; `nil` when the index does not know it.
  /// - Throws: as `takes(matching:)`.
  public func take(_ id: TakeID) throws(TrackerError) -> Take? {
    try read { db in try StoredTake.fetch(db, id) }
  }

  /// What was measured on the take; `nil` when there is nothing of the current version of the analysis.
  /// - Throws: as `takes(matching:)`.
  public func pacing(of id: TakeID) throws(TrackerError) -> Pacing? {
    try read { db in try StoredAnalysis.fetch(db, of: id) }
  }

  /// Takes that have ended and have no analysis of the current version, oldest first.
  /// - Throws: as `takes(matching:)`.
  public func idsNeedingAnalysis() throws(TrackerError) -> [TakeID] {
    try ids(
      where: """
        state <> '\(Take.State.recording.rawValue)' AND NOT EXISTS (
          SELECT 1 FROM analysis WHERE take = take.id AND version = \(SpeechAnalyzer.version))
        """)
  }

  /// All takes that the index knows, oldest first, also one that is being recorded. Those that have a folder
  /// and are not among them were missed, by a crash or by another version, and want `record` or `update`.
  /// - Throws: as `takes(matching:)`.
  public func ids() throws(TrackerError) -> [TakeID] { try ids(where: "true") }

  /// Ids by a condition in SQL, oldest first, or by another order and limit.
  func ids(
    where condition: String, _ arguments: StatementArguments = [], order: String = "place, id"
  ) throws(TrackerError) -> [TakeID] {
    let sql = "SELECT id FROM take WHERE \(condition) ORDER BY \(order)"
    return try read { db in
      try String.fetchAll(db, sql: sql, arguments: arguments).map { text in
        guard let id = TakeID(text) else {
          throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "id \(text)"))
        }
        return id
      }
    }
  }
}
