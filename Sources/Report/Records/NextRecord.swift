public import Rehearsal

/// `aloud next --json`: what to practise next, why, and how it has been going.
public struct NextRecord: Encodable {
  private let prompt: PromptRecord
  private let reason: String
  private let flags: [Rule]
  private let spokenAt: Timestamp?
  private let soFar: TrendRecord?

  /// The record of what comes next.
  /// - Parameter content: the same for people.
  public init(_ entry: PromptCatalog.Entry, because reason: NextPrompt.Reason, _ content: NextContent) {
    prompt = PromptRecord(entry)
    soFar = content.soFar.map(TrendRecord.init)
    switch reason {
    case .neverSpoken: (self.reason, flags, spokenAt) = ("neverSpoken", [], nil)
    case .lastTakeFlagged(let rules): (self.reason, flags, spokenAt) = ("lastTakeFlagged", rules, nil)
    case .longestAgo(let time): (self.reason, flags, spokenAt) = ("longestAgo", [], time)
    }
  }

  private enum Key: CodingKey { case prompt, reason, flags, spokenAt, soFar }

  /// Writes all keys: what there is not is `null`.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(prompt, forKey: .prompt)
    try values.encode(reason, forKey: .reason)
    try values.encode(flags, forKey: .flags)
    try values.encode(spokenAt, forKey: .spokenAt)
    try values.encode(soFar, forKey: .soFar)
  }
}
