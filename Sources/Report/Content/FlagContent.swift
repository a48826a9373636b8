import Rehearsal
import Signal

/// A broken rule in words.
struct FlagContent: Hashable, Sendable {
  /// The rule, its numbers and its span.
  let flag: Flag
  /// What was measured, the rule's limit, and the setting that the limit comes from.
  let sentence: String

  init(_ flag: Flag, target: Target, settings: RehearsalSettings) {
    self.flag = flag
    sentence = flag.rule.title + ": " + Self.figures(of: flag, target, settings)
  }

  /// Every flag of `assessment`, in its order.
  static func all(of assessment: Assessment) -> [FlagContent] {
    assessment.flags.map { FlagContent($0, target: assessment.target, settings: assessment.settings) }
  }

  /// Where it was measured, as clocks: `0:50–1:14`.
  var place: String { "\(Figures.clock(flag.span.start))–\(Figures.clock(flag.span.end))" }

  private static func figures(of flag: Flag, _ target: Target, _ settings: RehearsalSettings) -> String {
    let measured = Figures.length(flag.measured)
    let limit = Figures.length(flag.limit)
    return switch flag.rule {
    case .r1: "\(measured), \(Figures.length(flag.measured - flag.limit)) past the target's max of \(limit)"
    case .r2:
      "\(measured), more than \(Figures.fixed(settings.rambleFactor, 1)) × the goal of "
        + "\(Figures.length(target.goal)) (\(limit))"
    case .r3:
      "\(measured) without a pause of \(Figures.fixed(settings.breathPause, 1)) s; at most \(limit)"
    case .r4:
      "the last third is \(Figures.fixed(flag.measured, 0)) % faster than the first; "
        + "under \(Figures.fixed(flag.limit, 0)) % is steady"
    case .tooShort: "\(measured), the target's min is \(limit)"
    }
  }
}

extension Rule {
  /// What the rule flags, with its numbers: its row in the README's table.
  func meaning(_ settings: RehearsalSettings = RehearsalSettings()) -> String {
    switch self {
    case .r1: "the answer is longer than the target's max"
    case .r2: "the answer is longer than \(Figures.fixed(settings.rambleFactor, 1)) × the goal"
    case .r3:
      "a stretch of more than \(Figures.fixed(settings.longestBreathGroup, 0)) s without a pause of "
        + "\(Figures.fixed(settings.breathPause, 1)) s"
    case .r4:
      "the last third is spoken at least \(Figures.fixed(settings.accelerationPercent, 0)) % faster than the first"
    case .tooShort: "the answer is shorter than the target's min"
    }
  }
}
