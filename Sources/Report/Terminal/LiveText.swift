import Rehearsal

/// What a speaker sees while speaking, as text: a band in the one colour with the clock in it, the meter, the warning.
public struct LiveText {
  private let content: LiveContent
  private let style: TextStyle

  /// The picture of one moment in `style`.
  public init(_ content: LiveContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// Number of `rows`.
  public static let height = 5

  /// The rows to draw where there is room for `most`; at least one: what a speaker needs most is left out last.
  public func rows(atMost most: Int) -> [String] {
    let rows = rows
    let meter = 3
    let warning = 4
    // The clock, then the warning if there is one, the meter, and the rest of the band.
    let byWorth = [
      1, content.warning == nil ? meter : warning, content.warning == nil ? warning : meter, 0, 2,
    ]
    let shown = Set(byWorth.prefix(max(1, most)))
    return rows.enumerated().filter { shown.contains($0.offset) }.map(\.element)
  }

  /// The rows to draw on a terminal.
  public var rows: [String] {
    let text = style.color ? content.clock : "\(content.clock)  \(content.light.word)"
    let before = max(0, (style.width - Printable.columns(text)) / 2)
    let middle = Printable.column(String(repeating: " ", count: before) + text, style.width)
    let blank = String(repeating: " ", count: style.width)
    let warning = content.warning.map { style.ink(.yellow, Printable.column("! " + $0, style.width)) }
    return [blank, middle, blank].map(band) + [meter, warning ?? ""]
  }

  /// The moment as one plain line, for outputs that cannot be redrawn.
  public static func line(_ content: LiveContent) -> String {
    [content.clock, content.light.word, content.level].joined(separator: "  ")
      + (content.warning.map { "  ! " + $0 } ?? "")
  }

  /// −60…0 dBFS over a third of the width.
  private var meter: String {
    let cells = max(8, style.width / 3)
    let share = min(1, max(0, ((content.levelDBFS ?? -60) + 60) / 60))
    let filled = Int((share * Double(cells)).rounded())
    let bar =
      String(repeating: style.glyph("━", "="), count: filled)
      + String(repeating: style.glyph("╌", "."), count: cells - filled)
    return style.ink(.dim, String(repeating: " ", count: (style.width - cells) / 2) + bar)
  }

  private func band(_ text: String) -> String {
    guard style.color else { return Self.trimmed(text) }
    let background =
      switch content.light {
      case .belowMin: "1;97;44"
      case .green: "30;42"
      case .yellow: "30;43"
      case .red: "1;97;41"
      case .over: "1;5;97;41"
      }
    return "\u{1B}[\(background)m\(text)\u{1B}[0m"
  }

  private static func trimmed(_ text: String) -> String {
    text.last == " " ? String(text.reversed().drop { $0 == " " }.reversed()) : text
  }
}
