/// What to practise next as text, with the command that does it.
public struct NextText {
  private let content: NextContent
  private let style: TextStyle

  /// What comes next in `style`.
  public init(_ content: NextContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// The prompt, its command, and the trends so far.
  public var rows: [String] {
    style.wrapped(content.title, ink: .bold)
      + [content.question, content.about, "", "aloud record \(content.prompt)"]
      .flatMap { Printable.wrapped($0, width: style.width - 2) }.map { $0.isEmpty ? $0 : "  " + $0 }
      + (content.soFar.map { [""] + TrendText($0, style: style).rows } ?? [])
  }
}
