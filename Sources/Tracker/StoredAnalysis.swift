import Foundation
import GRDB
import Rehearsal
import SpeechTiming

/// What was measured on one take as the table holds it: the measurements, and beside them the numbers that
/// lists and trends ask for.
struct StoredAnalysis {
  private let length: Double?
  private let pauseRate: Double?
  private let articulationRate: Double?
  private let flags: String
  private let pacing: String

  /// - Throws: `EncodingError` when a number is not finite.
  init(_ pacing: Pacing, _ assessment: Assessment) throws {
    length = assessment.length
    // Without usable speech the rates of what little there is mean nothing.
    pauseRate = assessment.length == nil ? nil : pacing.pauseRate
    articulationRate = assessment.length == nil ? nil : pacing.articulationRate
    flags = try StoredJSON.text(of: assessment.flags.map(\.rule))
    self.pacing = try StoredJSON.text(of: pacing)
  }

  static let insertion = """
    INSERT OR REPLACE INTO analysis (take, version, length, pauseRate, articulationRate, flags, pacing)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """

  func insert(_ db: Database, of id: TakeID) throws {
    try db.execute(
      sql: Self.insertion,
      arguments: [
        id.description, SpeechAnalyzer.version, length, pauseRate, articulationRate, flags, pacing,
      ])
  }

  static func delete(_ db: Database, of id: TakeID) throws {
    try db.execute(sql: "DELETE FROM analysis WHERE take = ?", arguments: [id.description])
  }

  /// The measurements; `nil` when there are none of the current version, or none that can be read.
  static func fetch(_ db: Database, of id: TakeID) throws -> Pacing? {
    try String.fetchOne(
      db, sql: "SELECT pacing FROM analysis WHERE take = ? AND version = ?",
      arguments: [id.description, SpeechAnalyzer.version]
    ).flatMap { StoredPacing.value(from: $0) }
  }
}
