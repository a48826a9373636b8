/// A set of prompts for one interview, with what belongs to it.
public struct Pack: Hashable, Sendable {
  /// Unique among the packs a person has.
  public let id: String
  /// Name for lists.
  public let title: String
  /// Interview stages, in order.
  public let stages: [Stage]
  /// Qualities tested; prompts refer to them.
  public let qualities: [Quality]
  /// The sections of a story, in order.
  public let sections: [StorySection]
  /// Terms that strong technical answers use.
  public let terms: [String]
  /// A preparation plan, in order.
  public let plan: [PlanDay]
  /// Targets of this pack by kind; a kind that is missing has `PromptKind.defaultTarget`.
  public let targets: [PromptKind: Target]
  /// The prompts, in the order of the file.
  public let prompts: [Prompt]

  /// Joins parts that the reader of the pack has checked against each other.
  public init(
    id: String, title: String, stages: [Stage] = [], qualities: [Quality] = [], sections: [StorySection] = [],
    terms: [String] = [], plan: [PlanDay] = [], targets: [PromptKind: Target] = [:], prompts: [Prompt]
  ) {
    self.id = id
    self.title = title
    self.stages = stages
    self.qualities = qualities
    self.sections = sections
    self.terms = terms
    self.plan = plan
    self.targets = targets
    self.prompts = prompts
  }

  /// The target for `prompt` and where it comes from.
  public func target(for prompt: Prompt) -> (target: Target, source: TargetSource) {
    if let own = prompt.ownTarget { return (own, .prompt) }
    if let ofKind = targets[prompt.kind] { return (ofKind, .pack) }
    return (prompt.kind.defaultTarget, .kind)
  }

  /// The prompt with this id, compared without case.
  public func prompt(_ id: String) -> Prompt? {
    prompts.first { $0.id.lowercased() == id.lowercased() }
  }
}

/// Who set a target.
public enum TargetSource: String, Sendable, Codable {
  /// The prompt itself.
  case prompt
  /// The pack, for prompts of this kind.
  case pack
  /// Aloud's default for this kind.
  case kind
  /// The person, on the command line.
  case person
}

/// One conversation of an interview.
public struct Stage: Hashable, Sendable {
  /// Referred to by prompts.
  public let id: String
  /// Name for lists.
  public let title: String
  /// What the interviewers look at.
  public let looksAt: String

  /// A stage.
  public init(id: String, title: String, looksAt: String) {
    (self.id, self.title, self.looksAt) = (id, title, looksAt)
  }
}

/// A quality that prompts test.
public struct Quality: Hashable, Sendable {
  /// Referred to by prompts.
  public let id: String
  /// Name for lists.
  public let title: String

  /// A quality.
  public init(id: String, title: String) { (self.id, self.title) = (id, title) }
}

/// One section of a spoken story.
public struct StorySection: Hashable, Sendable {
  /// Name.
  public let title: String
  /// What belongs in it.
  public let says: String
  /// Suggested length in an answer of two minutes, in seconds.
  public let seconds: Double

  /// A section.
  public init(title: String, says: String, seconds: Double) {
    (self.title, self.says, self.seconds) = (title, says, seconds)
  }
}

/// One day of a preparation plan.
public struct PlanDay: Hashable, Sendable {
  /// What the day is for.
  public let title: String
  /// Things to do.
  public let tasks: [String]
  /// Ids of prompts to rehearse that day.
  public let prompts: [String]

  /// A day.
  public init(title: String, tasks: [String], prompts: [String] = []) {
    (self.title, self.tasks, self.prompts) = (title, tasks, prompts)
  }
}
