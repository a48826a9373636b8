import Rehearsal

/// A review as text.
public struct ReviewText {
  private let content: ReviewContent
  private let style: TextStyle

  /// A review in `style`.
  public init(_ content: ReviewContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// The whole review; its last line has no line break.
  public var text: String {
    let paragraphs = [
      heading, judgement, content.timeline.map { TimelineText($0, style: style).rows } ?? [],
      parts, MeasureText(content.measures, style: style).rows, covers,
      style.wrapped(content.method, ink: .dim),
    ]
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var parts: [String] {
    guard let last = content.parts.last else { return [] }
    let rows = content.parts.flatMap { part in
      Printable.wrapped("\(part.place)  \(part.about)", width: style.width - 2).map { "  " + $0 }
    }
    return style.wrapped("Parts", ink: .bold) + rows
      + Printable.wrapped("One of them by itself: aloud play \(last.name)", width: style.width - 2)
      .map { "  " + style.ink(.dim, $0) }
  }

  private var heading: [String] {
    style.wrapped(content.title, ink: .bold) + style.wrapped(content.about, ink: .dim)
  }

  private var judgement: [String] {
    let flags = content.flags.flatMap { flag in
      let code = flag.flag.rule.code.map { $0 + ": " } ?? ""
      return marked(style.glyph("✗", "x"), code + flag.sentence + " [\(flag.place)]", ink: .red)
    }
    let praise = content.praise.map { marked(style.glyph("✓", "+"), $0, ink: .green) } ?? []
    return flags + praise + content.warnings.flatMap { marked("!", $0.sentence, ink: .yellow) }
  }

  private func marked(_ mark: String, _ text: String, ink: TextStyle.Ink) -> [String] {
    Printable.wrapped(text, width: style.width - 2).enumerated().map { index, row in
      (index == 0 ? style.ink(ink, mark) : " ") + " " + style.ink(ink, row)
    }
  }

  private var covers: [String] {
    guard !content.covers.isEmpty else { return [] }
    let items = content.covers.enumerated().flatMap { index, item in
      let box = item.isTicked ? "[x]" : "[ ]"
      let number = "\(index + 1)".count < 2 ? " \(index + 1)" : "\(index + 1)"
      return Printable.wrapped(item.text, width: style.width - 7).enumerated().map { row, text in
        row == 0 ? "\(box) \(number) \(text)" : "       " + text
      }
    }
    return style.wrapped(Words.covers, ink: .bold) + items
  }
}
