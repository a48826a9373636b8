public import Rehearsal

/// How a group of takes has been going: how many were in their target, and a trend for each measure.
public struct TrendContent: Hashable, Sendable {
  /// What the takes are.
  let title: String
  /// Number of takes, including those without usable speech.
  public let takes: Int
  /// True if there are older ones.
  let isCut: Bool
  /// Number of takes with usable speech.
  let measured: Int
  /// Number of takes whose length is in min…max.
  let inTarget: Int
  /// Number of takes longer than the target's max.
  let overruns: Int
  /// How each take stands against its target, oldest first; `nil` without usable speech.
  let standings: [Target.Standing?]
  /// Length against the goal, pause rate, articulation rate.
  let measures: [Measure]

  /// What a group of takes has in common.
  public enum Group: Hashable, Sendable {
    /// Takes of all prompts.
    case all
    /// Takes of one prompt.
    case prompt(PromptKey)
    /// The latest takes, beside what comes next.
    case latest
  }

  /// One measure of the takes.
  struct Measure: Hashable, Sendable {
    /// Stable name for machines.
    let name: String
    /// Name for people.
    let title: String
    /// Unit of the values; `% of the goal` for the length.
    let unit: String
    /// Values, oldest first, and verdict.
    let trend: Trend
    /// The newest value with its unit; `nil` when no take has one.
    let newest: String?
    /// The verdict in words; an arrow says up or down.
    let verdict: String
  }

  /// The trends of `takes`, which the caller chose by `group`.
  ///
  /// - Parameters:
  ///   - takes: oldest first; those without usable speech count as takes but have no figures.
  ///   - last: only so many of the newest are looked at; `nil` for all.
  public init(
    of group: Group, _ takes: [TakeSummary], last: Int? = nil,
    settings: RehearsalSettings = RehearsalSettings()
  ) {
    isCut = last.map { takes.count > $0 } ?? false
    let takes = takes.suffix(last ?? takes.count)
    title = Self.title(of: group, Array(takes))
    self.takes = takes.count
    standings = takes.map(\.standing)
    measured = standings.count { $0 != nil }
    inTarget = standings.count { $0 == .inTarget }
    overruns = standings.count { $0 == .tooLong }
    func measure(
      _ name: String, _ title: String, _ unit: String, decimals: Int, _ value: (TakeSummary) -> Double?
    ) -> Measure {
      // A target may be so short that length divided by it is not finite.
      let trend = Trend(takes.compactMap(value).filter(\.isFinite), settings: settings)
      return Measure(
        name: name, title: title, unit: unit, trend: trend,
        newest: trend.values.last.map { "\(Figures.fixed($0, decimals)) \(unit)" },
        verdict: Self.words(for: trend.verdict, settings))
    }
    measures = [
      measure("lengthOfGoal", "Length", "% of the goal", decimals: 0) { take in
        take.length.map { 100 * $0 / take.target.goal }
      },
      measure("pauseRate", "Pauses", "a minute", decimals: 1, \.pauseRate),
      measure("articulationRate", "Pace", "syllables a second", decimals: 1, \.articulationRate),
    ]
  }

  /// The counts in words.
  var summary: [String] {
    let share = Figures.percent(Double(inTarget) / Double(max(1, measured)))
    return [
      (isCut ? "the last " : "") + Figures.count(takes, "take", "takes"),
      "in target \(inTarget) of \(measured) (\(share))",
      Figures.count(overruns, "overrun", "overruns"),
    ]
  }

  private static func title(of group: Group, _ takes: [TakeSummary]) -> String {
    switch group {
    case .all: "All prompts, last \(Figures.count(takes.count, "take", "takes"))"
    case .prompt(let key): takes.last.map { "\(key.id): \($0.title)" } ?? key.id
    case .latest: "So far"
    }
  }

  private static func words(for verdict: Verdict, _ settings: RehearsalSettings) -> String {
    switch verdict {
    case .tooFew: "first take"
    case .noChange: "no change (within ±\(Figures.fixed(settings.trendPercent, 0)) %)"
    case .up(let percent): "\(Figures.fixed(percent, 0)) %"
    case .down(let percent): "\(Figures.fixed(-percent, 0)) %"
    }
  }
}
