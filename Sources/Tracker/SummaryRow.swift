import GRDB
import Rehearsal
import SpeechTiming

/// A line of a list, as a query gives it.
struct SummaryRow: Decodable, FetchableRecord {
  let id, pack, prompt, title, recordedAt: String
  let targetMin, targetGoal, targetMax: Double
  let length, pauseRate, articulationRate: Double?
  let flags: String?

  /// Numbers of an older analysis are left out: they would be compared with newer ones.
  static let selection = """
    SELECT take.id, take.pack, take.prompt, take.title, take.recordedAt,
      take.targetMin, take.targetGoal, take.targetMax,
      analysis.length, analysis.pauseRate, analysis.articulationRate, analysis.flags
    FROM take LEFT JOIN analysis ON analysis.take = take.id AND analysis.version = \(SpeechAnalyzer.version)
    """

  /// No measure of a take is outside.
  private static let measured = 0...1e9

  /// - Throws: `RowDecodingError` or `DecodingError` when a value is not what was once stored.
  func summary() throws -> TakeSummary {
    guard let id = TakeID(id), let recordedAt = Timestamp(recordedAt),
      let target = try? Target(min: targetMin, goal: targetGoal, max: targetMax),
      [length, pauseRate, articulationRate].allSatisfy({ $0.map(Self.measured.contains) ?? true })
    else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "row of take \(self.id)"))
    }
    return TakeSummary(
      id: id, prompt: PromptKey(pack: pack, id: prompt), title: title, recordedAt: recordedAt, target: target,
      length: length, pauseRate: pauseRate, articulationRate: articulationRate,
      flags: try flags.map { try StoredJSON.value([Rule].self, from: $0) } ?? [])
  }
}
