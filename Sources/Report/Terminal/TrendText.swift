import Rehearsal

/// The trends of a group of takes as text, with a sparkline each.
public struct TrendText {
  private let content: TrendContent
  private let style: TextStyle

  /// The trends in `style`.
  public init(_ content: TrendContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// Heading, counts, how each take stands, then the measures.
  public var rows: [String] {
    let heading = style.wrapped(content.title, ink: .bold)
    guard content.takes > 0 else {
      return heading
        + Printable.wrapped("no take with usable speech yet", width: style.width - 2).map { "  " + $0 }
    }
    let summary = content.summary.joined(separator: style.glyph(" · ", " , "))
    let marks =
      "  " + Printable.column("In target", 10)
      + content.standings.suffix(style.width - 12).map(mark).joined()
    return heading + Printable.wrapped(summary, width: style.width - 2).map { "  " + $0 } + [marks]
      + content.measures.flatMap(rows)
  }

  private func mark(_ standing: Target.Standing) -> String {
    switch standing {
    case .inTarget: style.ink(.green, style.glyph("●", "o"))
    case .tooShort: style.ink(.red, style.glyph("▼", "v"))
    case .tooLong: style.ink(.red, style.glyph("▲", "^"))
    }
  }

  /// One row; on a narrow output the figure and the verdict stand under the line.
  private func rows(of measure: TrendContent.Measure) -> [String] {
    guard let newest = measure.newest else { return ["  \(measure.title): not measured"] }
    let line =
      "  " + Printable.column(measure.title, 10)
      + Sparkline.text(measure.trend.values.suffix(max(1, style.width / 3)), style: style)
    let (verdict, isNews) = verdict(of: measure)
    func inked(_ text: String) -> String { isNews ? text : style.ink(.dim, text) }
    if Printable.columns(line) + newest.count + verdict.count + 4 <= style.width {
      return ["\(line)  \(newest)  \(inked(verdict))"]
    }
    let width = style.width - 4
    return [line] + Printable.wrapped(newest, width: width).map { "    " + $0 }
      + Printable.wrapped(verdict, width: width).map { "    " + inked($0) }
  }

  /// - Returns: words, and whether something changed.
  private func verdict(of measure: TrendContent.Measure) -> (String, Bool) {
    switch measure.trend.verdict {
    case .tooFew, .noChange: (measure.verdict, false)
    case .up: ("\(style.glyph("↑", "up ")) \(measure.verdict)", true)
    case .down: ("\(style.glyph("↓", "down ")) \(measure.verdict)", true)
    }
  }
}
