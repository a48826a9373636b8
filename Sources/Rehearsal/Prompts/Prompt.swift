/// What kind of answer a prompt asks for; it decides the target where the prompt has none of its own.
public enum PromptKind: String, Sendable, Codable, CaseIterable {
  /// "Tell me about yourself."
  case intro
  /// "Why us?"
  case motivation
  /// "Tell me about a time …"
  case behavioral
  /// "How do you …"
  case howTo = "how-to"
  /// Work environment, feedback, judgment.
  case culture
  /// Systems, tradeoffs, metrics.
  case technical
  /// "You are given … what do you do?"
  case scenario
  /// A practice exercise.
  case drill
  /// A question to ask the interviewer.
  case reverse

  /// The target of this kind in seconds. Interview guides give ranges for the spoken kinds; no source gives a
  /// length for technical answers, scenarios and drills, so those are our default.
  public var defaultTarget: Target {
    switch self {
    case .intro, .culture: Target(known: 45, 75, 120)
    case .motivation: Target(known: 30, 45, 75)
    case .behavioral: Target(known: 60, 105, 150)
    case .howTo: Target(known: 45, 90, 120)
    case .technical, .scenario, .drill: Target(known: 90, 150, 240)
    case .reverse: Target(known: 10, 20, 40)
    }
  }
}

/// One question to answer out loud.
public struct Prompt: Hashable, Sendable {
  /// Unique inside its pack: `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`, compared without case.
  public let id: String
  /// A few words for lists.
  public let title: String
  /// The question as an interviewer would put it.
  public let text: String
  /// The kind, which decides the target.
  public let kind: PromptKind
  /// Ids of the stages that ask it.
  public let stages: [String]
  /// Ids of the qualities that it tests; a pack calls them its tags.
  public let qualities: [String]
  /// Probes that come after the answer.
  public let followUps: [String]
  /// What a strong answer covers; a list to tick.
  public let covers: [String]
  /// The prompt's own target; `nil` means that of the pack for its kind.
  public let ownTarget: Target?

  /// A prompt; the pack that holds it has checked its id and its references.
  public init(
    id: String, title: String, text: String, kind: PromptKind, stages: [String] = [],
    qualities: [String] = [],
    followUps: [String] = [], covers: [String] = [], ownTarget: Target? = nil
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.kind = kind
    self.stages = stages
    self.qualities = qualities
    self.followUps = followUps
    self.covers = covers
    self.ownTarget = ownTarget
  }
}
