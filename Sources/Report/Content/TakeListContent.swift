public import Rehearsal

/// Takes as a list.
public struct TakeListContent: Hashable, Sendable {
  let rows: [Row]

  /// A take in the list.
  struct Row: Hashable, Sendable {
    let id: TakeID
    /// When it was recorded: `2026-11-22 16:15`.
    let time: String
    /// The prompt's id, and its title at that time.
    let prompt, title: String
    /// `nil` without usable speech.
    let standing: Target.Standing?
    /// The length as a clock; `nil` without usable speech.
    let length: String?
    /// Labels of the broken rules.
    let flags: [String]
  }

  /// A list of `takes` in their order.
  public init(_ takes: [AssessedTake]) {
    rows = takes.map { assessed in
      let take = assessed.summary
      return Row(
        id: take.id, time: Figures.minute(take.recordedAt), prompt: take.prompt.id, title: take.title,
        standing: take.standing,
        length: take.length.map { Figures.clock($0.rounded()) }, flags: assessed.flags.map(\.label))
    }
  }
}
