public import Rehearsal
import Report

/// What will be answered, and how long it should take.
public struct Question: Sendable {
  /// The prompt as the take will keep it.
  public let prompt: PromptReference
  /// The target in force.
  public let target: Target
  /// Who set it.
  public let source: TargetSource

  /// A prompt of a pack.
  /// - Parameter target: the person's own; `nil` for that of the prompt.
  public init(_ entry: PromptCatalog.Entry, target: Target? = nil) {
    let (usual, source) = entry.pack.target(for: entry.prompt)
    self.init(
      PromptReference(entry.prompt, pack: entry.pack.id), target ?? usual, target == nil ? source : .person)
  }

  /// A question of the person's own.
  /// - Parameter target: the person's own; `nil` for that of the kind.
  public init(free text: String, kind: PromptKind, target: Target? = nil) {
    let prompt = PromptReference(ownQuestion: text, title: Printable.line(text), kind: kind)
    self.init(prompt, target ?? kind.defaultTarget, target == nil ? .kind : .person)
  }

  /// The question that a take answers, to be answered again or continued.
  public init(of take: Take) { self.init(take.prompt, take.target, take.targetSource) }

  private init(_ prompt: PromptReference, _ target: Target, _ source: TargetSource) {
    self.prompt = prompt
    self.target = target
    self.source = source
  }

  /// The hard limit in seconds if none is given: three times the max, but never before five minutes: a slip in a target
  /// must not cut an answer off. A longer recording was forgotten, not spoken.
  public var limit: Double { max(300, 3 * target.max) }
}
