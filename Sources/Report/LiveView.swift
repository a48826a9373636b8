public import Rehearsal

/// What a speaker sees while speaking: one colour, the clock, a small level meter, and a warning when the
/// microphone needs one. Nothing else; dense live displays made speakers worse (Chollet et al. 2022).
public struct LiveView: Hashable, Sendable {
  /// Seconds since the recording began.
  public var elapsed: Double
  /// The target in force.
  public var target: Target
  /// Recent level in dBFS; `nil` for exact silence or before the first sound.
  public var levelDBFS: Double?
  /// One sentence about the microphone, if it needs one.
  public var warning: String?

  /// The picture of one moment.
  public init(elapsed: Double, target: Target, levelDBFS: Double?, warning: String?) {
    self.elapsed = elapsed
    self.target = target
    self.levelDBFS = levelDBFS
    self.warning = warning
  }

  /// Number of rows of `rows(style:)`.
  public static let height = 5

  /// The rows to draw on a terminal: a band in the one colour with the clock in it, the meter, the warning.
  public func rows(style: TextStyle) -> [String] {
    let light = target.light(at: elapsed)
    let clock = Figures.clock(elapsed)
    let text = style.color ? clock : "\(clock)  \(light.word)"
    let before = max(0, (style.width - text.count) / 2)
    let middle = Printable.column(String(repeating: " ", count: before) + text, style.width)
    let blank = String(repeating: " ", count: style.width)
    return [band(blank, light, style), band(middle, light, style), band(blank, light, style)]
      .map { style.color ? $0 : Self.trimmed($0) }
      + [meter(style), warning.map { style.ink(.yellow, Printable.column("! " + $0, style.width)) } ?? ""]
  }

  /// The moment as one plain line, for outputs that cannot be redrawn.
  public var line: String {
    let level = levelDBFS.map { "\(Figures.fixed($0, 0)) dBFS" } ?? "no signal"
    return [Figures.clock(elapsed), target.light(at: elapsed).word, level].joined(separator: "  ")
      + (warning.map { "  ! " + $0 } ?? "")
  }

  /// −60…0 dBFS over a third of the width.
  private func meter(_ style: TextStyle) -> String {
    let cells = max(8, style.width / 3)
    let share = min(1, max(0, ((levelDBFS ?? -60) + 60) / 60))
    let filled = Int((share * Double(cells)).rounded())
    let bar =
      String(repeating: style.glyph("━", "="), count: filled)
      + String(repeating: style.glyph("╌", "."), count: cells - filled)
    return style.ink(.dim, String(repeating: " ", count: (style.width - cells) / 2) + bar)
  }

  private func band(_ text: String, _ light: Light, _ style: TextStyle) -> String {
    guard style.color else { return text }
    let background =
      switch light {
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
