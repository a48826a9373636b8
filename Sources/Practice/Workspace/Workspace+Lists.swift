public import Rehearsal
public import Report
import Tracker

/// Lists and groups of answers, each listed once however many takes it has. One that was never measured is measured now.
extension Workspace {
  /// The newest answers to a prompt, or to all, oldest first.
  public func takes(of prompt: PromptKey? = nil, last: Int) throws -> [TakeSummary] {
    try measured { try $0.takes(of: prompt, last: last) }.reversed()
  }

  /// The newest answers to a prompt, or to all, with what the rules say about them; newest first.
  public func assessedTakes(of prompt: PromptKey? = nil, last: Int) throws -> [AssessedTake] {
    try steady({ try measuredInOne { try $0.takes(of: prompt, last: last) } }) { rows in
      try assessed(rows) { try review(of: answer(with: $0.id)) }
    }
  }

  /// What the rules say about answers; `measured` gives one that is in several takes, or `nil` if it is not measured.
  func assessed(_ takes: [TakeSummary], _ measured: (TakeSummary) throws -> MeasuredAnswer?) throws
    -> [AssessedTake]
  {
    var alone = try answer { try $0.assessed(takes.filter { $0.parts.isEmpty }) }[...]
    return try takes.compactMap { take in
      guard !take.parts.isEmpty else { return alone.popFirst() }
      guard let answer = try measured(take) else { return AssessedTake(take, flags: []) }
      return AssessedTake(TakeSummary(answer), flags: answer.assessment.flags.map(\.rule))
    }
  }

  /// Answers that a trend is computed over.
  public struct Group: Sendable {
    /// What they have in common.
    public let kind: TrendContent.Group
    /// Oldest first.
    public let takes: [TakeSummary]
  }

  /// The newest answers to one prompt.
  public func group(of prompt: PromptKey, last: Int) throws -> [Group] {
    [Group(kind: .prompt(prompt), takes: try takes(of: prompt, last: last))]
  }

  /// First the newest answers to all prompts together, then those of each prompt that was spoken more than
  /// once; the prompt spoken last comes first.
  public func groups(last: Int) throws -> [Group] {
    let all = Group(kind: .all, takes: try takes(last: last))
    var groups = try answer { try $0.repeatedPrompts(last: last) }
    if measure(groups.flatMap(\.self)) { groups = try answer { try $0.repeatedPrompts(last: last) } }
    return [all]
      + groups.compactMap { takes in
        takes.first.map { Group(kind: .prompt($0.prompt), takes: joined(takes).reversed()) }
      }
  }

  /// The index's answer, once all takes in it are measured. Answers in several takes are looked at part by part; if a
  /// sidecar had to be repaired for that, or says something else than its row, the index is asked again.
  private func measured(_ question: (TakeIndex) throws -> [TakeSummary]) throws -> [TakeSummary] {
    try steady({ try measuredInOne(question) }, joined)
  }

  /// The most times that a list is made because its takes changed meanwhile.
  private static let mostLooks = 5

  private func steady<Result>(_ rows: () throws -> [TakeSummary], _ work: ([TakeSummary]) throws -> Result)
    throws
    -> Result
  {
    func grouping(_ rows: [TakeSummary]) -> [[TakeID]] { rows.map { [$0.id] + $0.parts.map(\.id) } }
    var found = try rows()
    for _ in 1..<Self.mostLooks where found.contains(where: { !$0.parts.isEmpty }) {
      let result = try work(found)
      let now = try rows()
      if grouping(now) == grouping(found) { return result }
      found = now
    }
    return try work(found)
  }

  /// The same, with answers in several takes as the index has them.
  private func measuredInOne(_ question: (TakeIndex) throws -> [TakeSummary]) throws -> [TakeSummary] {
    let takes = try answer(question)
    return measure(takes) ? try answer(question) : takes
  }

  /// What was measured on answers in several takes comes from their parts.
  private func joined(_ takes: [TakeSummary]) -> [TakeSummary] {
    takes.map { take in
      guard !take.parts.isEmpty else { return take }
      do { return TakeSummary(try review(of: answer(with: take.id))) } catch {
        tell(.trouble(error))
        return take
      }
    }
  }

  /// Measures answers of one take.
  /// - Returns: true if anything was measured.
  private func measure(_ takes: [TakeSummary]) -> Bool {
    let ids = takes.filter { !$0.isMeasured && $0.parts.isEmpty }.map(\.id)
    measure(ids)
    return !ids.isEmpty
  }
}
