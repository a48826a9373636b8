public import Rehearsal
public import SpeechTiming

extension TakeIndex {
  /// A take, and what was measured on it.
  public struct Entry: Sendable {
    /// The take.
    public let take: Take
    /// What was measured on it by the current version of the analysis; `nil` when that is still to be done.
    public let analysis: (pacing: Pacing, assessment: Assessment)?

    /// A take that is still to be analysed.
    public init(_ take: Take) {
      self.take = take
      analysis = nil
    }

    /// A take that has been analysed.
    public init(_ take: Take, _ pacing: Pacing, _ assessment: Assessment) {
      self.take = take
      analysis = (pacing, assessment)
    }
  }
}
