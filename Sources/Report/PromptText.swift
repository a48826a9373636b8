public import Rehearsal

/// A prompt, or a list of them, as text.
public struct PromptText {
  private let entry: PromptCatalog.Entry
  private let style: TextStyle

  /// A prompt with its pack.
  public init(_ entry: PromptCatalog.Entry, style: TextStyle) {
    self.entry = entry
    self.style = style
  }

  /// The question, its target and why, probes, and what a strong answer covers.
  public var rows: [String] {
    let prompt = entry.prompt
    let stages = entry.pack.stages.filter { prompt.stages.contains($0.id) }.map(\.title)
    let tags = entry.pack.qualities.filter { prompt.tags.contains($0.id) }.map(\.title)
    return heading + list("Target", [target]) + list("Asked in", stages) + list("Tests", tags)
      + list("They may go on", prompt.followUps) + list("A strong answer covers", prompt.covers)
  }

  /// Only the question, its target and why: what a speaker reads before the answer.
  public var question: [String] { heading + ["", style.ink(.dim, "Target ") + target] }

  private var heading: [String] {
    Printable.wrapped("\(entry.prompt.id): \(entry.prompt.title)", width: style.width).map {
      style.ink(.bold, $0)
    } + Printable.wrapped(entry.prompt.text, width: style.width)
  }

  private var target: String {
    let (target, source) = entry.pack.target(for: entry.prompt)
    return "\(Words.range(target)), \(Words.reason(for: source, kind: entry.prompt.kind))"
  }

  private func list(_ title: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    return [""] + Printable.wrapped(title, width: style.width).map { style.ink(.bold, $0) }
      + style.bullets(items)
  }

  /// One row a prompt, under a heading for each pack.
  public static func list(_ entries: [PromptCatalog.Entry], style: TextStyle) -> [String] {
    var rows: [String] = []
    var pack: String?
    for entry in entries {
      if entry.pack.id != pack {
        if pack != nil { rows.append("") }
        rows.append(style.ink(.bold, Printable.column(entry.pack.title, style.width)))
        pack = entry.pack.id
      }
      let target = entry.pack.target(for: entry.prompt).target
      let goal = Figures.clock(target.goal)
      // On a narrow output the title needs the room of the kind.
      let kind = style.width < 40 ? "" : " " + Printable.column(entry.prompt.kind.rawValue, 10)
      let room = max(4, style.width - 6 - kind.count - 6)
      rows.append(
        Printable.column(entry.prompt.id, 6) + Printable.column(entry.prompt.title, room)
          + style.ink(.dim, kind + " " + goal))
    }
    return rows
  }
}
