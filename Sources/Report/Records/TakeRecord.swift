public import Rehearsal

/// An answer in a list, for machines.
public struct TakeRecord: Encodable {
  private let id: TakeID
  private let pack, prompt, title: String
  private let recordedAt: Timestamp
  private let target: Target
  private let length, pauseRate, articulationRate: Double?
  private let inTarget: Bool
  private let flags: [Rule]
  private let parts: [Part]

  private struct Part: Encodable {
    let number: Int
    let id: TakeID
    let file: String
    let start: Double?
  }

  /// The record of one row.
  /// - Parameter file: path of the audio of a take.
  public init(_ assessed: AssessedTake, file: (TakeID) -> String) {
    let take = assessed.summary
    id = take.id
    pack = take.prompt.pack
    prompt = take.prompt.id
    title = take.title
    recordedAt = take.recordedAt
    target = take.target
    length = take.length
    pauseRate = take.pauseRate
    articulationRate = take.articulationRate
    inTarget = take.standing == .inTarget
    flags = assessed.flags
    parts = take.parts.map {
      Part(number: $0.number, id: $0.id, file: file($0.id), start: $0.start.map(AnalysisRecord.rounded))
    }
  }

  private enum Key: CodingKey {
    case id, pack, prompt, title, recordedAt, target, length, pauseRate, articulationRate, inTarget, flags,
      parts
  }

  /// Writes all keys: a measure that does not exist is `null`. An answer of one take has no `parts`.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(id, forKey: .id)
    try values.encode(pack, forKey: .pack)
    try values.encode(prompt, forKey: .prompt)
    try values.encode(title, forKey: .title)
    try values.encode(recordedAt, forKey: .recordedAt)
    try values.encode(target, forKey: .target)
    try values.encode(length, forKey: .length)
    try values.encode(pauseRate, forKey: .pauseRate)
    try values.encode(articulationRate, forKey: .articulationRate)
    try values.encode(inTarget, forKey: .inTarget)
    try values.encode(flags, forKey: .flags)
    if !parts.isEmpty { try values.encode(parts, forKey: .parts) }
  }
}
