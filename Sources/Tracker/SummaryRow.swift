import GRDB
import Rehearsal
import SpeechTiming

/// A line of a list, as a query returns it.
struct SummaryRow: FetchableRecord {
  let summary: TakeSummary
  let place: Int64

  static let selection = """
    SELECT id, pack, prompt, title, recordedAt, targetMin, targetGoal, targetMax, analysis, length, phonationTime,
      pauseRate, articulationRate, place
    FROM take
    """

  /// Every measure of a take lies inside this range.
  private static let possible = 0...1e9

  /// Leaves out numbers of another version of the analysis: they would be compared with those of this one.
  /// - Throws: `RowDecodingError` or `DecodingError` when a value is not what was once stored.
  init(row: Row) throws {
    let idText = try row.decode(String.self, atIndex: 0)
    let isMeasured = try row.decode(Int64.self, atIndex: 8) == Int64(SpeechAnalyzer.version)
    let measures = try (9...12).map { isMeasured ? try row.decode(Double?.self, atIndex: $0) : nil }
    guard let id = TakeID(idText), let recordedAt = Timestamp(try row.decode(String.self, atIndex: 4)),
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
  }
}
