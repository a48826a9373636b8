/// A prompt as text.
public struct PromptText {
  private let content: PromptContent
  private let style: TextStyle

  /// A prompt in `style`.
  public init(_ content: PromptContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// The question, its target and why, probes, and what a strong answer covers.
  public var rows: [String] {
    style.wrapped(content.title, ink: .bold) + Printable.wrapped(content.question, width: style.width)
      + content.lists.flatMap(style.rows)
  }
}

/// Prompts as a list, a row each, under a heading for each pack.
public struct PromptListText {
  private let content: PromptListContent
  private let style: TextStyle

  /// A list in `style`.
  public init(_ content: PromptListContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// Id, title, kind and goal.
  public var rows: [String] {
    content.rows.enumerated().flatMap { index, prompt in
      let heading = prompt.heading.map { [style.ink(.bold, Printable.column($0, style.width))] } ?? []
      // On a narrow output the title needs the room of the kind.
      let kind = style.width < 40 ? "" : " " + Printable.column(prompt.kind, 10)
      let room = max(4, style.width - 6 - kind.count - 6)
      let row =
        Printable.column(prompt.id, 6) + Printable.column(prompt.title, room)
        + style.ink(.dim, kind + " " + prompt.goal)
      return (index > 0 && !heading.isEmpty ? [""] : []) + heading + [row]
    }
  }
}
