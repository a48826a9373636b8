import Foundation
import GRDB
import Rehearsal

/// A take as the table holds it. It is encoded before the transaction begins, so that no other process waits
/// for that.
struct StoredTake {
  let take: Take
  /// Milliseconds since 1970 at which it was recorded.
  let time: Int64
  private let sidecar: String

  /// - Throws: `EncodingError` when a number is not finite.
  init(_ take: Take) throws {
    self.take = take
    time = Int64(exactly: (take.recordedAt.secondsSince1970 * 1000).rounded()) ?? 0
    sidecar = try StoredJSON.text(of: take)
  }

  static let insertion = """
    INSERT INTO take (id, state, pack, prompt, title, recordedAt, targetMin, targetGoal, targetMax, sidecar, place)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      state = excluded.state, pack = excluded.pack, prompt = excluded.prompt, title = excluded.title,
      recordedAt = excluded.recordedAt, targetMin = excluded.targetMin, targetGoal = excluded.targetGoal,
      targetMax = excluded.targetMax, sidecar = excluded.sidecar
    """

  /// Adds the take at `place`; one that is there keeps its place.
  func insert(_ db: Database, place: Int64) throws {
    try db.execute(
      sql: Self.insertion,
      arguments: [
        take.id.description, take.state.rawValue, take.prompt.pack, take.prompt.id, take.prompt.title,
        take.recordedAt.text, take.target.min, take.target.goal, take.target.max, sidecar, place,
      ])
  }

  /// Adds the take where `placement` says.
  func insert(_ db: Database, _ placement: Placement) throws {
    var place = time
    if case .newest = placement, let last = try Int64.fetchOne(db, sql: "SELECT max(place) FROM take") {
      place = max(time, last + 1)
    }
    try insert(db, place: place)
  }

  /// The take with this id, from its sidecar as stored.
  static func fetch(_ db: Database, _ id: TakeID) throws -> Take? {
    try String.fetchOne(db, sql: "SELECT sidecar FROM take WHERE id = ?", arguments: [id.description])
      .map { try StoredJSON.value(Take.self, from: $0) }
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
