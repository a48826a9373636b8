public import Rehearsal

/// Targets, lights and microphones in words.
public enum Words {
  /// Who set the target, and why it is what it is.
  public static func reason(for source: TargetSource, kind: PromptKind) -> String {
    switch source {
    case .prompt: return "set by this prompt"
    case .pack: return "set by the pack for \(kind.rawValue) prompts"
    case .person: return "set by you"
    case .kind:
      switch kind {
      case .technical, .scenario, .drill:
        return "our default for \(kind.rawValue) prompts; no guide gives a length"
      default: return "the usual length of \(kind.rawValue) answers in interview guides"
      }
    }
  }

  /// Heading of what a strong answer covers.
  static let covers = "A strong answer covers"

  /// `1:00–2:30, goal 1:45`.
  public static func range(_ target: Target) -> String {
    "\(Figures.clock(target.min))–\(Figures.clock(target.max)), goal \(Figures.clock(target.goal))"
  }
}

extension Light {
  /// One word, for outputs without colour.
  public var word: String {
    switch self {
    case .belowMin: "below min"
    case .green: "green"
    case .yellow: "yellow"
    case .red: "red"
    case .over: "OVER"
    }
  }
}
