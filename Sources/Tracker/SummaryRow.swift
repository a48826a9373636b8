import GRDB
import Rehearsal
import SpeechTiming

/// A line of a list, as a query returns it.
struct SummaryRow: FetchableRecord {
  let summary: TakeSummary
  let place: Int64
  private let isInParts: Bool

  static let selection = """
    SELECT id, pack, prompt, title, recordedAt, targetMin, targetGoal, targetMax, analysis, length,
      phonationTime, pauseRate, articulationRate, place, parts > 1 OR seat > 1, head
    FROM take
    """

  /// One row of each answer: the newest part, which has the answer's place.
  static let isAnswer = "\(TakeIndex.ended) AND isNewest = 1"

  /// Every measure of a take lies inside this range.
  private static let possible = 0...1e9

  /// Leaves out numbers of another version of the analysis: they would be compared with those of this one.
  /// - Throws: `RowDecodingError` or `DecodingError` when a value is not what was once stored.
  init(row: Row) throws {
    let idText = try row.decode(String.self, atIndex: 0)
    let isMeasured = try row.decode(Int64.self, atIndex: 8) == Int64(SpeechAnalyzer.version)
    let measures = try (9...12).map { isMeasured ? try row.decode(Double?.self, atIndex: $0) : nil }
    guard TakeID(idText) != nil, let id = TakeID(try row.decode(String.self, atIndex: 15)),
      let recordedAt = Timestamp(try row.decode(String.self, atIndex: 4)),
      let target = try? Target(
        min: row.decode(Double.self, atIndex: 5), goal: row.decode(Double.self, atIndex: 6),
        max: row.decode(Double.self, atIndex: 7)),
      measures.allSatisfy({ $0.map(Self.possible.contains) ?? true })
    else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "row of take \(idText)"))
    }
    let isUsable = measures[1].map(RehearsalSettings().isUsable) ?? false
    summary = TakeSummary(
      id: id,
      prompt: PromptKey(
        pack: try row.decode(String.self, atIndex: 1), id: try row.decode(String.self, atIndex: 2)),
      title: try row.decode(String.self, atIndex: 3), recordedAt: recordedAt, target: target,
      isMeasured: isMeasured, length: isUsable ? measures[0] : nil, pauseRate: isUsable ? measures[2] : nil,
      articulationRate: isUsable ? measures[3] : nil)
    place = try row.decode(Int64.self, atIndex: 13)
    isInParts = try row.decode(Bool.self, atIndex: 14)
  }

  /// The summaries. Of an answer in several takes it has the parts; what was measured on the whole is not in the table.
  static func summaries(_ rows: [SummaryRow], _ db: Database) throws -> [TakeSummary] {
    try rows.map { $0.isInParts ? try $0.summary.inParts(db) : $0.summary }
  }
}

extension TakeSummary {
  fileprivate func inParts(_ db: Database) throws -> TakeSummary {
    let sql = "SELECT id, seat FROM take WHERE (parts > 1 AND head = ?1) OR id = ?1 ORDER BY seat, id"
    let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id.description])
    let parts = try rows.map {
      Part(
        id: try TakeIndex.id($0.decode(String.self, atIndex: 0)), number: try $0.decode(Int.self, atIndex: 1))
    }
    return TakeSummary(
      id: id, prompt: prompt, title: title, recordedAt: recordedAt, target: target, isMeasured: false,
      length: nil,
      pauseRate: nil, articulationRate: nil, parts: parts)
  }
}
