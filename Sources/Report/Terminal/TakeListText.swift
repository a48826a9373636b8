import Rehearsal

/// Takes as a list, one row each; two on a narrow output.
public struct TakeListText {
  private let content: TakeListContent
  private let style: TextStyle

  /// A list in `style`.
  public init(_ content: TakeListContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// Id, time, in target or not, length, prompt, title, broken rules.
  public var rows: [String] {
    content.rows.flatMap(rows) + (content.hint.map { style.wrapped($0, ink: .dim) } ?? [])
  }

  private func rows(of take: TakeListContent.Row) -> [String] {
    let length = take.length ?? "–"
    let (mark, ink): (String, TextStyle.Ink) =
      switch take.standing {
      case nil: (" ", .dim)
      case .inTarget: ("+", .green)
      case .tooShort, .tooLong: ("x", .red)
      }
    let flags = take.flags.joined(separator: " ")
    let parts = take.parts.map { $0 + " " } ?? ""
    guard style.width >= 70 else {
      let about = "\(mark) \(length) \(take.prompt) \(parts)\(flags)"
      return [take.id.description] + Printable.wrapped(about, width: style.width - 2).map { "  " + $0 }
    }
    let head =
      "\(take.id)  \(take.time)  \(style.ink(ink, mark)) \(Printable.column(length, 5)) "
      + Printable.column(take.prompt, 5)
    let room = min(44, style.width - Self.headWidth - parts.count - flags.count - 2)
    let title = room > 8 ? " " + Printable.column(take.title, room) : ""
    return ["\(head)\(title) \(parts)\(style.ink(.red, flags))"]
  }

  /// Columns up to the title: id 20, time 16, mark 1, length 5, prompt 5, and what stands between them.
  private static let headWidth = 20 + 2 + 16 + 2 + 1 + 1 + 5 + 1 + 5
}
