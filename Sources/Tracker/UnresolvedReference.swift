public import Rehearsal

/// A reference that does not name one take.
public struct UnresolvedReference: Error, Hashable {
  /// As the person wrote it.
  public let text: String
  /// Why it does not name one take.
  public let reason: Reason

  /// Why a reference does not name one take.
  public enum Reason: Hashable, Sendable {
    /// It is not an id, `last`, `last~2` or `PROMPT@3`.
    case malformed
    /// No take has that name. `count` is how many takes there are to count from: of the prompt for `PROMPT@3`,
    /// else of all.
    case none(count: Int)
    /// Several takes have it; oldest first, at most `mostAmbiguous`.
    case ambiguous([TakeID])
  }

  /// The largest number of takes that `ambiguous` lists.
  public static let mostAmbiguous = 6
}
