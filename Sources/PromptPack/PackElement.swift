import Rehearsal

/// A part of a pack that is written as keys with values.
public enum PackElement: String, Hashable, Sendable, CaseIterable {
  /// The file itself.
  case pack
  /// An item of `stages`.
  case stage
  /// An item of `qualities`.
  case quality
  /// An item of `story`.
  case section
  /// The value of `targets`: a target for each kind.
  case targets
  /// Three lengths.
  case target
  /// An item of `prompts`.
  case prompt
  /// An item of `plan`.
  case day

  /// Keys it must have, in the order in which they are written.
  public var requiredKeys: [String] {
    switch self {
    case .pack: ["format", "id", "title", "prompts"]
    case .stage: ["id", "title", "looks-at"]
    case .quality: ["id", "title"]
    case .section: ["title", "says", "seconds"]
    case .targets: []
    case .target: ["min", "goal", "max"]
    case .prompt: ["id", "title", "kind", "text"]
    case .day: ["title", "tasks"]
    }
  }

  /// Keys it may have besides.
  public var optionalKeys: [String] {
    switch self {
    case .pack: ["stages", "qualities", "story", "targets", "plan", "terms"]
    case .targets: PromptKind.allCases.map(\.rawValue)
    case .prompt: ["stages", "tags", "follow-ups", "covers", "target"]
    case .day: ["prompts"]
    case .stage, .quality, .section, .target: []
    }
  }

  /// All its keys.
  public var keys: [String] { requiredKeys + optionalKeys }
}
