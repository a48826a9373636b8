public import Rehearsal

/// How a group of takes has been going: how many were in their target, and a trend for each measure.
public struct TrendContent: Hashable, Sendable {
  /// What the takes are.
  let title: String
  /// True if there is no take at all, not even one without usable speech.
  public let isEmpty: Bool
  /// Number of takes; those without usable speech are none of them: a key pressed twice, a muted microphone.
  public let takes: Int
  /// The same number, by the name it has for machines.
  var measured: Int { takes }
  /// True if there are older ones.
  let isCut: Bool
  /// Number of takes whose length is in min…max.
  let inTarget: Int
  /// Number of takes longer than the target's max.
  let overruns: Int
  /// How each take stands against its target, oldest first.
  let standings: [Target.Standing]
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
  ///   - takes: oldest first; those without usable speech are left out.
  ///   - last: only so many of the newest that are left are looked at; `nil` for all.
  public init(
    of group: Group, _ takes: [TakeSummary], last: Int? = nil,
    settings: RehearsalSettings = RehearsalSettings()
  ) {
    isEmpty = takes.isEmpty
    let all = takes.filter { $0.standing != nil }
    isCut = last.map { all.count > $0 } ?? false
    let spoken = all.suffix(last ?? all.count)
    title = Self.title(of: group, takes, spoken: spoken.count)
    self.takes = spoken.count
    standings = spoken.compactMap(\.standing)
    inTarget = standings.count { $0 == .inTarget }
    overruns = standings.count { $0 == .tooLong }
    func measure(
      _ name: String, _ title: String, _ unit: String, decimals: Int, _ value: (TakeSummary) -> Double?
    ) -> Measure {
      // A target may be so short that length divided by it is not finite.
      let trend = Trend(spoken.compactMap(value).filter(\.isFinite), settings: settings)
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

  private static func title(of group: Group, _ takes: [TakeSummary], spoken: Int) -> String {
    switch group {
    case .all: "All prompts, last \(Figures.count(spoken, "take", "takes"))"
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
