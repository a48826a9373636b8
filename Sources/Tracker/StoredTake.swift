import Foundation
import GRDB
import Rehearsal
import Signal
import SpeechTiming

/// A take as the table holds it, with what was measured on it. It is encoded before the transaction begins,
/// so that no other process waits for the encoding.
struct StoredTake {
  let take: Take
  /// Milliseconds since 1970 at which it was recorded.
  let time: Int64
  private let gaps: String
  private let pacing: Pacing?
  private let pacingText: String?

  /// - Throws: `EncodingError` when a number is not finite.
  init(_ take: Take, _ pacing: Pacing?) throws {
    self.take = take
    self.pacing = pacing
    time = Int64(exactly: (take.recordedAt.secondsSince1970 * 1000).rounded()) ?? 0
    gaps = try StoredJSON.text(of: take.gaps)
    pacingText = try pacing.map { try StoredJSON.text(of: $0) }
  }

  /// Measurements depend on the sound and its gaps: if either changed, they no longer count.
  static let insertion = """
    INSERT INTO take (id, state, pack, prompt, title, recordedAt, targetMin, targetGoal, targetMax, frames, gaps, place,
      continues, answer, part, isRead, head)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1, ?1)
    ON CONFLICT (id) DO UPDATE SET
      state = excluded.state, pack = excluded.pack, prompt = excluded.prompt, title = excluded.title,
      recordedAt = excluded.recordedAt, targetMin = excluded.targetMin, targetGoal = excluded.targetGoal,
      targetMax = excluded.targetMax, frames = excluded.frames, gaps = excluded.gaps,
      continues = excluded.continues, answer = excluded.answer, part = excluded.part, isRead = 1,
      analysis = CASE WHEN frames = excluded.frames AND gaps = excluded.gaps THEN analysis ELSE 0 END
    """

  static let measuring = """
    UPDATE take SET analysis = ?, length = ?, phonationTime = ?, pauseRate = ?, articulationRate = ? WHERE id = ?
    """

  static let pacingInsertion = "INSERT OR REPLACE INTO pacing (take, json) VALUES (?, ?)"

  /// Adds the take at `place`; a take that is already there keeps its place. A take that is being recorded has no row:
  /// if its recorder is killed, a row would say that it is still being recorded, and hide the take.
  func insert(_ db: Database, place: Int64) throws {
    let id = take.id.description
    guard take.state != .recording else {
      try db.execute(sql: "DELETE FROM take WHERE id = ?", arguments: [id])
      return
    }
    try db.execute(
      sql: Self.insertion,
      arguments: [
        id, take.state.rawValue, take.prompt.pack, take.prompt.id, take.prompt.title, take.recordedAt.text,
        take.target.min, take.target.goal, take.target.max, take.frames, gaps, place,
        take.continues?.description, take.answer?.description, take.part,
      ])
    guard let pacing, let pacingText else { return }
    try db.execute(
      sql: Self.measuring,
      arguments: [
        SpeechAnalyzer.version, pacing.answer?.duration, pacing.phonationTime, pacing.pauseRate,
        pacing.articulationRate, id,
      ])
    try db.execute(sql: Self.pacingInsertion, arguments: [id, pacingText])
  }

  /// Adds the take where `placement` says.
  func insert(_ db: Database, _ placement: Placement) throws {
    var place = time
    if case .newest = placement, let last = try Int64.fetchOne(db, sql: "SELECT max(place) FROM take") {
      // A damaged index may have the largest place there is.
      place = max(time, last == .max ? last : last + 1)
    }
    try insert(db, place: place)
  }
}

/// JSON as the tables hold it.
enum StoredJSON {
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
