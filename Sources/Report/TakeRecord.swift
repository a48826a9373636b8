public import Rehearsal

/// A take in a list, for machines.
public struct TakeRecord: Encodable {
  private let id: TakeID
  private let pack, prompt, title: String
  private let recordedAt: Timestamp
  private let target: Target
  private let length, pauseRate, articulationRate: Double?
  private let inTarget: Bool
  private let flags: [Rule]

  /// The record of one row.
  public init(_ take: TakeSummary) {
    id = take.id
    pack = take.prompt.pack
    prompt = take.prompt.id
    title = take.title
    recordedAt = take.recordedAt
    target = take.target
    length = take.length
    pauseRate = take.pauseRate
    articulationRate = take.articulationRate
    inTarget = take.isInTarget
    flags = take.flags
  }
}
