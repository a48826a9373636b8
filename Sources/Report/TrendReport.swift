public import Rehearsal

/// The takes of one prompt, or of all, as five trends with a sparkline each.
public struct TrendReport {
  /// Heading: a prompt, or all of them.
  public let title: String
  /// Takes, oldest first.
  public let takes: [TakeSummary]
  private let settings: RehearsalSettings

  /// - Parameter takes: oldest first; those without usable speech count as takes but have no figures.
  public init(title: String, takes: [TakeSummary], settings: RehearsalSettings = RehearsalSettings()) {
    self.title = title
    self.takes = takes
    self.settings = settings
  }

  /// One measure of the report.
  public struct Measure {
    /// Stable name for machines.
    public let name: String
    /// Name for people.
    public let title: String
    /// Unit of the values; `%` of the goal for the length.
    public let unit: String
    let decimals: Int
    /// Values and verdict.
    public let trend: Trend
  }

  /// Length against the goal, pause rate, articulation rate.
  public var measures: [Measure] {
    [
      Measure(
        name: "lengthOfGoal", title: "Length", unit: "% of the goal", decimals: 0,
        trend: trend { take in take.length.map { 100 * $0 / take.target.goal } }),
      Measure(
        name: "pauseRate", title: "Pauses", unit: "a minute", decimals: 1, trend: trend(\.pauseRate)),
      Measure(
        name: "articulationRate", title: "Pace", unit: "syllables a second", decimals: 1,
        trend: trend(\.articulationRate)),
    ]
  }

  /// Takes whose length is inside min…max.
  public var inTarget: Int { takes.count { $0.isInTarget } }

  /// Takes longer than the target's max.
  public var overruns: Int { takes.count { $0.brokenLengthRules().contains(.r1) } }

  /// Takes with usable speech.
  public var measured: Int { takes.count { $0.length != nil } }

  private func trend(_ value: (TakeSummary) -> Double?) -> Trend {
    // A target may be so short that no number holds how often it goes into an answer.
    Trend(takes.compactMap(value).filter(\.isFinite), settings: settings)
  }

  /// The report as rows of text.
  public func rows(style: TextStyle) -> [String] {
    let heading = Printable.wrapped(title, width: style.width).map { style.ink(.bold, $0) }
    guard measured > 0 else {
      return heading
        + Printable.wrapped("no take with usable speech yet", width: style.width - 2).map { "  " + $0 }
    }
    let share = Figures.percent(Double(inTarget) / Double(measured))
    let summary =
      "  \(Figures.count(takes.count, "take", "takes")) · in target \(inTarget) of \(measured) (\(share)) · "
      + Figures.count(overruns, "overrun", "overruns")
    let dots =
      "  " + Printable.column("In target", 10)
      + takes.suffix(style.width - 12).map { mark($0, style) }.joined()
    return heading
      + Printable.wrapped(style.unicode ? summary : summary.replacing("·", with: ","), width: style.width - 2)
      .map { "  " + $0 }
      + [dots] + measures.flatMap { rows(of: $0, style) }
  }

  private func mark(_ take: TakeSummary, _ style: TextStyle) -> String {
    guard take.length != nil else { return style.ink(.dim, style.glyph("·", ".")) }
    if take.isInTarget { return style.ink(.green, style.glyph("●", "o")) }
    return style.ink(.red, take.brokenLengthRules().contains(.tooShort) ? style.glyph("▼", "v") : style.glyph("▲", "^"))
  }

  /// One row; on a narrow output the figure and the verdict stand under the line.
  private func rows(of measure: Measure, _ style: TextStyle) -> [String] {
    guard let last = measure.trend.values.last else { return ["  \(measure.title): not measured"] }
    let line =
      "  " + Printable.column(measure.title, 10)
      + Sparkline.text(measure.trend.values.suffix(max(1, style.width / 3)), style: style)
    let figure = "\(Figures.fixed(last, measure.decimals)) \(measure.unit)"
    let (verdict, isNews) = verdict(measure.trend.verdict, style)
    func inked(_ text: String) -> String { isNews ? text : style.ink(.dim, text) }
    if line.count + figure.count + verdict.count + 4 <= style.width {
      return ["\(line)  \(figure)  \(inked(verdict))"]
    }
    let width = style.width - 4
    return [line] + Printable.wrapped(figure, width: width).map { "    " + $0 }
      + Printable.wrapped(verdict, width: width).map { "    " + inked($0) }
  }

  /// - Returns: words, and whether something changed.
  private func verdict(_ verdict: Verdict, _ style: TextStyle) -> (String, Bool) {
    switch verdict {
    case .tooFew: ("first take", false)
    case .noChange: ("no change (within ±\(Figures.fixed(settings.trendPercent, 0)) %)", false)
    case .up(let percent): ("\(style.glyph("↑", "up ")) \(Figures.fixed(percent, 0)) %", true)
    case .down(let percent): ("\(style.glyph("↓", "down ")) \(Figures.fixed(-percent, 0)) %", true)
    }
  }
}
