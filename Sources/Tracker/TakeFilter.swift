public import Rehearsal

/// Which takes, and in which order.
public struct TakeFilter: Hashable, Sendable {
  /// Only takes of this prompt, compared without case; `nil` means any.
  public var prompt: PromptKey?
  /// At most this many, counted from the start of the order; `nil` means all.
  public var limit: Int?
  /// Which end comes first.
  public var order: Order

  /// Which end of the takes comes first.
  public enum Order: String, Sendable, CaseIterable {
    /// The take recorded last comes first.
    case newestFirst
    /// The take recorded first comes first.
    case oldestFirst
  }

  /// All takes, newest first, where not said otherwise.
  public init(prompt: PromptKey? = nil, limit: Int? = nil, order: Order = .newestFirst) {
    self.prompt = prompt
    self.limit = limit
    self.order = order
  }
}
