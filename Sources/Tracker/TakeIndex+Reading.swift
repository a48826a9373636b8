import GRDB
public import Rehearsal
public import SpeechTiming

/// The cost of each grows with what it returns, not with the number of takes.
extension TakeIndex {
  /// Answers to a prompt (compared without case) or to all prompts, newest first, at most `last`. Nothing is measured: see
  /// `TakeSummary.isMeasured`. What was measured on an answer in several takes has to be joined from its parts.
  /// - Throws: `damaged` when the file is; else as `open(at:now:)`.
  public func takes(of prompt: PromptKey? = nil, last: Int? = nil) throws(TrackerError) -> [TakeSummary] {
    try read { db in
      let rows = try SummaryRow.fetchAll(
        db,
        sql:
          "\(SummaryRow.selection) WHERE \(SummaryRow.isAnswer) \(prompt == nil ? "" : "AND prompt = ? AND pack = ?") "
          + Self.newestFirst,
        arguments: StatementArguments(prompt.map { [$0.id, $0.pack] } ?? [])
          + [last.map { max(0, $0) } ?? -1])
      return try SummaryRow.summaries(rows, db)
    }
  }

  /// The last answer to each prompt, newest first.
  /// - Throws: as `takes(of:last:)`.
  public func latestOfEachPrompt() throws(TrackerError) -> [TakeSummary] {
    try read { db in try SummaryRow.summaries(Self.groups(db, last: 1).compactMap(\.first), db) }
  }

  /// The answers to each prompt that was spoken more than once, newest first and at most `last` of each; the prompt
  /// spoken last comes first.
  /// - Throws: as `takes(of:last:)`.
  public func repeatedPrompts(last: Int) throws(TrackerError) -> [[TakeSummary]] {
    try read { db in
      try Self.groups(db, last: max(2, last)).filter { $0.count > 1 }
        .map { try SummaryRow.summaries(Array($0.prefix(last)), db) }
    }
  }

  /// What the current version of the analysis measured on the take; `nil` if it measured nothing.
  /// - Throws: as `takes(of:last:)`.
  public func pacing(of id: TakeID) throws(TrackerError) -> Pacing? {
    try read { db in try Self.pacing(db, of: id) }
  }

  /// The same, if it was measured on the sound that `take` has now; `nil` if frames or gaps were others.
  /// - Throws: as `takes(of:last:)`.
  public func pacing(of take: Take) throws(TrackerError) -> Pacing? {
    try read { db in
      let isOfThisSound = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM take WHERE id = ? AND frames = ? AND gaps = ?)",
        arguments: [take.id.description, take.frames, try StoredJSON.text(of: take.gaps)])
      return try isOfThisSound == true ? Self.pacing(db, of: take.id) : nil
    }
  }

  /// What today's rules say about each of these answers of one take; nothing about one that is not measured. This reads
  /// all that was measured on each, so ask it only for takes that are shown.
  /// - Throws: as `takes(of:last:)`.
  public func assessed(
    _ takes: [TakeSummary], settings: RehearsalSettings = RehearsalSettings()
  ) throws(TrackerError) -> [AssessedTake] {
    try read { db in
      try takes.map { take in
        let assessment = try Self.pacing(db, of: take.id).map {
          Assessment(of: $0, against: take.target, settings: settings)
        }
        return AssessedTake(take, flags: assessment?.flags.map(\.rule) ?? [])
      }
    }
  }

  /// Takes that have ended and are not measured by the current version of the analysis, oldest first. The cost grows
  /// with the number of all takes: 100 000 take some 10 ms.
  /// - Throws: as `takes(of:last:)`.
  public func idsNeedingAnalysis() throws(TrackerError) -> [TakeID] {
    try read { db in
      try Self.ids(db, where: "\(Self.ended) AND analysis <> \(SpeechAnalyzer.version) ORDER BY place, id")
    }
  }

  /// The number of takes in the index.
  /// - Throws: as `takes(of:last:)`.
  public func count() throws(TrackerError) -> Int { try read { db in try Self.count(db, where: "true") } }

  // Older versions of Aloud stored takes that were being recorded.
  static let ended = "state <> '\(Take.State.recording.rawValue)'"
  private static let newestFirst = "ORDER BY place DESC, id DESC LIMIT ?"

  static func ids(_ db: Database, where condition: String, _ arguments: StatementArguments = []) throws
    -> [TakeID]
  {
    try String.fetchAll(db, sql: "SELECT id FROM take WHERE \(condition)", arguments: arguments).map(Self.id)
  }

  static func id(_ text: String) throws -> TakeID {
    guard let id = TakeID(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "id \(text)"))
    }
    return id
  }

  static func count(_ db: Database, where condition: String, _ arguments: StatementArguments = []) throws
    -> Int
  {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM take WHERE \(condition)", arguments: arguments) ?? 0
  }

  private static func pacing(_ db: Database, of id: TakeID) throws -> Pacing? {
    let sql = """
      SELECT json FROM pacing JOIN take ON take.id = pacing.take WHERE pacing.take = ? AND analysis = \(SpeechAnalyzer.version)
      """
    return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [id.description])
      .flatMap { StoredPacing.value(from: $0) }
  }

  /// The newest takes of each prompt, at most `last` each; the prompt spoken last comes first. Steps from
  /// prompt to prompt through the table's index, by row number, because the text of a damaged file may not
  /// come back as it went in.
  private static func groups(_ db: Database, last: Int) throws -> [[SummaryRow]] {
    let first = "SELECT rowid FROM take ORDER BY prompt, pack LIMIT 1"
    let (prompt, pack) = (
      "(SELECT prompt FROM take WHERE rowid = ?1)", "(SELECT pack FROM take WHERE rowid = ?1)"
    )
    // In two steps: SQLite 3.40 searches for a pair only by its first value, and steps over all takes of a
    // prompt.
    let next = """
      SELECT coalesce(
        (SELECT rowid FROM take WHERE prompt = \(prompt) AND pack > \(pack) ORDER BY pack LIMIT 1),
        (SELECT rowid FROM take WHERE prompt > \(prompt) ORDER BY prompt, pack LIMIT 1))
      """
    let takes =
      "\(SummaryRow.selection) WHERE \(SummaryRow.isAnswer) AND prompt = \(prompt) AND pack = \(pack) \(newestFirst)"
    var groups: [[SummaryRow]] = []
    var seen: Set<Int64> = []
    var found = try Int64.fetchOne(db, sql: first)
    while let row = found {
      guard seen.insert(row).inserted else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      groups.append(try SummaryRow.fetchAll(db.cachedStatement(sql: takes), arguments: [row, last]))
      found = try Int64.fetchOne(db.cachedStatement(sql: next), arguments: [row])
    }
    return groups.filter { !$0.isEmpty }
      .sorted { ($0[0].place, $0[0].summary.id) > ($1[0].place, $1[0].summary.id) }
  }
}
