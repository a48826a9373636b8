public import Rehearsal
public import SpeechTiming

/// A take with what was measured on it, and how it stands against its target.
public struct ReviewedTake: Sendable {
  /// The take.
  public let take: Take
  /// What was measured.
  public let pacing: Pacing
  /// The rules applied to it.
  public let assessment: Assessment

  /// Applies the rules to `pacing`.
  public init(_ take: Take, _ pacing: Pacing) {
    self.take = take
    self.pacing = pacing
    assessment = Assessment(of: pacing, against: take.target)
  }
}
