import Rehearsal

/// What the output can show: its width, whether it may use colour, and whether it can draw beyond ASCII.
public struct TextStyle: Hashable, Sendable {
  /// Columns; at least 20.
  public let width: Int
  /// Escape sequences for colour and weight are allowed.
  public let color: Bool
  /// Characters outside ASCII are allowed.
  public let unicode: Bool

  /// - Parameter width: columns of the output; fewer than 20 are taken as 20.
  public init(width: Int = 80, color: Bool = false, unicode: Bool = true) {
    self.width = max(20, width)
    self.color = color
    self.unicode = unicode
  }

  /// The inks that a text may use.
  public enum Ink: String, Sendable {
    /// Weight, for headings.
    case bold = "1"
    /// Less important.
    case dim = "2"
    /// Good, or between min and goal.
    case green = "32"
    /// Careful, or between goal and max.
    case yellow = "33"
    /// Bad, or past max.
    case red = "31"
    /// Past max and its grace.
    case alarm = "1;97;41"
    /// Neutral, or below min.
    case blue = "34"
  }

  /// `text` in `ink`, or as it is where colour is not allowed.
  public func ink(_ ink: Ink, _ text: String) -> String {
    color && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// `text` as lines in `ink`.
  func wrapped(_ text: String, ink: Ink) -> [String] {
    Printable.wrapped(text, width: width).map { self.ink(ink, $0) }
  }

  /// An empty line, the title, then each item as a paragraph after a bullet.
  func rows(of list: ListContent) -> [String] {
    let items = list.items.flatMap { item in
      Printable.wrapped(item, width: width - 4).enumerated().map { index, line in
        (index == 0 ? "  \(glyph("•", "-")) " : "    ") + line
      }
    }
    return [""] + wrapped(list.title, ink: .bold) + items
  }

  /// `drawn`, or `plain` where only ASCII is allowed.
  func glyph(_ drawn: String, _ plain: String) -> String { unicode ? drawn : plain }
}
extension Light {
  /// The one colour that stands for this light.
  var ink: TextStyle.Ink {
    switch self {
    case .belowMin: .blue
    case .green: .green
    case .yellow: .yellow
    case .red: .red
    case .over: .alarm
    }
  }
}
