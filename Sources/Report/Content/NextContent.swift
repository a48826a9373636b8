public import Rehearsal

/// What to practise next, and how it has been going.
public struct NextContent: Hashable, Sendable {
  let title, question: String
  /// The target, and why this prompt.
  let about: String
  /// Id of the prompt.
  let prompt: String
  /// Trends of the latest takes; `nil` when there are none.
  let soFar: TrendContent?

  /// - Parameters:
  ///   - takes: the latest, oldest first.
  ///   - last: only so many of them are looked at; `nil` for all.
  public init(
    _ entry: PromptCatalog.Entry, because reason: NextPrompt.Reason, after takes: [TakeSummary],
    last: Int? = nil
  ) {
    title = "Next: \(entry.prompt.id), \(entry.prompt.title)"
    question = entry.prompt.text
    let (target, _) = entry.pack.target(for: entry.prompt)
    about = "target \(Words.range(target)); \(Self.words(for: reason))"
    prompt = entry.prompt.id
    soFar = takes.isEmpty ? nil : TrendContent(of: .latest, takes, last: last)
  }

  private static func words(for reason: NextPrompt.Reason) -> String {
    switch reason {
    case .neverSpoken: "not spoken aloud yet"
    case .lastTakeFlagged(let rules): "the last take: \(rules.map(\.label).joined(separator: ", "))"
    case .longestAgo(let time): "spoken last on \(time.text.prefix(10))"
    }
  }
}
