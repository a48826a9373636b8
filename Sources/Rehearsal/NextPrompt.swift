/// What to practise next.
public struct NextPrompt: Hashable, Sendable {
  /// The prompt to record.
  public let prompt: Prompt
  /// Why this one.
  public let reason: Reason

  /// Why a prompt comes next.
  public enum Reason: Hashable, Sendable {
    /// It was never recorded.
    case neverSpoken
    /// Its last take broke rules.
    case lastTakeFlagged([Rule])
    /// It was spoken longest ago.
    case longestAgo(Timestamp)
  }

  /// The prompt of `pack` to record next: one whose last take broke a rule, unless the very last take of all
  /// was of that prompt; else the first never spoken; else the one spoken longest ago. `nil` for an empty pack.
  ///
  /// - Parameter takes: oldest first.
  public init?(of pack: Pack, takes: [TakeSummary]) {
    var latest: [String: TakeSummary] = [:]
    for take in takes where take.prompt.pack == pack.id { latest[take.prompt.id] = take }
    let last = takes.last?.prompt
    let spoken = pack.prompts.compactMap { prompt in latest[prompt.id].map { (prompt, $0) } }
    let flagged = spoken.first { prompt, take in
      !take.flags.isEmpty && last != PromptKey(pack: pack.id, id: prompt.id)
    }
    if let (prompt, take) = flagged {
      self.prompt = prompt
      reason = .lastTakeFlagged(take.flags)
    } else if let fresh = pack.prompts.first(where: { latest[$0.id] == nil }) {
      prompt = fresh
      reason = .neverSpoken
    } else if let (oldest, take) = spoken.min(by: { $0.1.recordedAt < $1.1.recordedAt }) {
      prompt = oldest
      reason = .longestAgo(take.recordedAt)
    } else {
      return nil
    }
  }
}
