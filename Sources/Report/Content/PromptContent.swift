public import Rehearsal

/// A prompt in full.
public struct PromptContent: Hashable, Sendable {
  let title, question: String
  /// The target and why, the stages that ask it, the qualities it tests, probes, and what a strong answer covers.
  let lists: [ListContent]

  /// A prompt with its pack.
  public init(_ entry: PromptCatalog.Entry) {
    let (pack, prompt) = (entry.pack, entry.prompt)
    let (target, source) = pack.target(for: prompt)
    title = "\(prompt.id): \(prompt.title)"
    question = prompt.text
    lists = [
      ListContent("Target", ["\(Words.range(target)), \(Words.reason(for: source, kind: prompt.kind))"]),
      ListContent("Asked in", pack.stages.filter { prompt.stages.contains($0.id) }.map(\.title)),
      ListContent("Tests", pack.qualities.filter { prompt.qualities.contains($0.id) }.map(\.title)),
      ListContent("They may go on", prompt.followUps), ListContent(Words.covers, prompt.covers),
    ].compactMap(\.self)
  }
}

/// Prompts as a list, by pack.
public struct PromptListContent: Hashable, Sendable {
  let rows: [Row]

  /// A prompt in the list.
  struct Row: Hashable, Sendable {
    /// The pack's title where its prompts begin, else `nil`.
    let heading: String?
    let id, title, kind: String
    /// The length to aim at, as a clock.
    let goal: String
  }

  /// A list of `entries` in their order.
  public init(_ entries: [PromptCatalog.Entry]) {
    var pack: String?
    rows = entries.map { entry in
      defer { pack = entry.pack.id }
      return Row(
        heading: entry.pack.id == pack ? nil : entry.pack.title, id: entry.prompt.id,
        title: entry.prompt.title,
        kind: entry.prompt.kind.rawValue,
        goal: Figures.clock(entry.pack.target(for: entry.prompt).target.goal))
    }
  }
}
