public import Rehearsal
public import Report
import Tracker

/// Lists and groups of takes. A listed take that was never measured is measured now.
extension Workspace {
  /// The newest takes of a prompt, or of all, oldest first.
  public func takes(of prompt: PromptKey? = nil, last: Int) throws -> [TakeSummary] {
    try measured { try $0.takes(of: prompt, last: last) }.reversed()
  }

  /// The newest takes of a prompt, or of all, with what the rules say about them; newest first.
  public func assessedTakes(of prompt: PromptKey? = nil, last: Int) throws -> [AssessedTake] {
    let takes = try measured { try $0.takes(of: prompt, last: last) }
    return try answer { try $0.assessed(takes) }
  }

  /// Takes that a trend is computed over.
  public struct Group: Sendable {
    /// What they have in common.
    public let kind: TrendContent.Group
    /// Oldest first.
    public let takes: [TakeSummary]
  }

  /// The newest takes of one prompt.
  public func group(of prompt: PromptKey, last: Int) throws -> [Group] {
    [Group(kind: .prompt(prompt), takes: try takes(of: prompt, last: last))]
  }

  /// First the newest takes of all prompts together, then those of each prompt that was spoken more than
  /// once; the prompt spoken last comes first.
  public func groups(last: Int) throws -> [Group] {
    let all = Group(kind: .all, takes: try takes(last: last))
    var groups = try answer { try $0.repeatedPrompts(last: last) }
    if measure(groups.flatMap(\.self)) { groups = try answer { try $0.repeatedPrompts(last: last) } }
    return [all]
      + groups.compactMap { takes in
        takes.first.map { Group(kind: .prompt($0.prompt), takes: takes.reversed()) }
      }
  }

  /// The index's answer, once all takes in it are measured.
  private func measured(_ question: (TakeIndex) throws -> [TakeSummary]) throws -> [TakeSummary] {
    let takes = try answer(question)
    return measure(takes) ? try answer(question) : takes
  }

  /// - Returns: true if anything was measured.
  private func measure(_ takes: [TakeSummary]) -> Bool {
    let ids = takes.filter { !$0.isMeasured }.map(\.id)
    measure(ids)
    return !ids.isEmpty
  }
}
