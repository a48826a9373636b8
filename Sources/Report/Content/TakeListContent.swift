public import Rehearsal

/// Answers as a list.
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
    /// `2 parts`; `nil` for an answer of one take.
    let parts: String?
  }

  /// How to hear a part by itself; `nil` where no answer has several.
  let hint: String?

  /// A list of `takes` in their order.
  public init(_ takes: [AssessedTake]) {
    rows = takes.map { assessed in
      let take = assessed.summary
      return Row(
        id: take.id, time: Figures.minute(take.recordedAt), prompt: take.prompt.id, title: take.title,
        standing: take.standing,
        length: take.length.map { Figures.clock($0.rounded()) }, flags: assessed.flags.map(\.label),
        parts: take.parts.isEmpty ? nil : Figures.count(take.parts.count, "part", "parts"))
    }
    hint = takes.first { $0.summary.parts.count > 1 }.map {
      "A part by itself: aloud play " + PartContent.name(of: $0.summary.parts[1].number, in: $0.summary.id)
    }
  }
}
