public import Rehearsal

/// Takes as a list, a row each; on a narrow output two.
public struct TakeText {
  private let style: TextStyle

  /// A list in `style`.
  public init(style: TextStyle) { self.style = style }

  /// Id, time, in target or not, length, prompt, title, broken rules.
  public func rows(of assessed: AssessedTake) -> [String] {
    let take = assessed.summary
    let length = take.length.map { Figures.clock($0.rounded()) } ?? "–"
    let (mark, ink): (String, TextStyle.Ink) =
      take.length == nil ? (" ", .dim) : take.isInTarget ? ("+", .green) : ("x", .red)
    let flags = assessed.flags.map(Words.label).joined(separator: " ")
    guard style.width >= 70 else {
      let about = "\(mark) \(length) \(take.prompt.id) \(flags)"
      return [take.id.description] + Printable.wrapped(about, width: style.width - 2).map { "  " + $0 }
    }
    let when = take.recordedAt.text.prefix(16).replacing("T", with: " ")
    let head =
      "\(take.id)  \(when)  \(style.ink(ink, mark)) \(Printable.column(length, 5)) "
      + Printable.column(take.prompt.id, 5)
    let room = min(44, style.width - Self.headWidth - flags.count - 2)
    let title = room > 8 ? " " + Printable.column(take.title, room) : ""
    return ["\(head)\(title) \(style.ink(.red, flags))"]
  }

  /// Columns up to the title: id 20, time 16, mark 1, length 5, prompt 5, and what stands between them.
  private static let headWidth = 20 + 2 + 16 + 2 + 1 + 1 + 5 + 1 + 5
}
