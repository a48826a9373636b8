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
  /// - Parameters:
  ///   - latest: the last take of each prompt; those of other packs are passed over.
  ///   - last: the prompt of the very last take; `nil` where there is none.
  public init?(of pack: Pack, latest: [AssessedTake], last: PromptKey?) {
    var taken: [String: AssessedTake] = [:]
    for take in latest where take.summary.prompt.pack == pack.id { taken[take.summary.prompt.id] = take }
    let spoken = pack.prompts.compactMap { prompt in taken[prompt.id].map { (prompt, $0) } }
    let flagged = spoken.first { prompt, take in
      !take.flags.isEmpty && last != PromptKey(pack: pack.id, id: prompt.id)
    }
    if let (prompt, take) = flagged {
      self.prompt = prompt
      reason = .lastTakeFlagged(take.flags)
    } else if let fresh = pack.prompts.first(where: { taken[$0.id] == nil }) {
      prompt = fresh
      reason = .neverSpoken
    } else if let (oldest, take) = spoken.min(by: { $0.1.summary.recordedAt < $1.1.summary.recordedAt }) {
      prompt = oldest
      reason = .longestAgo(take.summary.recordedAt)
    } else {
      return nil
    }
  }
}
