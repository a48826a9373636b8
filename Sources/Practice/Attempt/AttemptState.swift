public import AudioDevice
public import Recording
public import Rehearsal

/// The state of an attempt.
public struct AttemptState: Sendable {
  /// Where the attempt is.
  public internal(set) var phase = Phase.thinking(left: 0)
  /// Everything worth telling, in the order in which it happened; entries are only ever added.
  public internal(set) var news: [Notice] = []
  /// What was recorded of the answer in the parts before, in seconds.
  public internal(set) var secondsBefore = 0.0
  /// Grows with every change.
  var version = 0

  /// Where an attempt can be.
  public enum Phase: Sendable {
    /// The speaker thinks; `left` seconds remain.
    case thinking(left: Double)
    /// The speaker speaks.
    case recording(RecordingSnapshot)
    /// The recording is over, and the disk has not taken all of it.
    case waitingForDisk(TakeID)
    /// The take is saved and measured.
    case measuring(TakeID)
    /// The microphone went away; what was said is saved. Once it `isBack` the answer can go on.
    case microphoneLost(nextPart: Int, isBack: Bool)
    /// The attempt is over; nothing changes any more.
    case over(End)
  }

  /// How an attempt ended.
  public enum End: Sendable {
    /// The speaker did not want to begin; nothing was recorded.
    case notBegun
    /// The recording could not begin or could not go on; what was recorded before is saved.
    case failed(any Error)
    /// It was recorded.
    case ended(AttemptEnd)
  }

  /// How it ended; `nil` while it goes on.
  public var end: End? { if case .over(let end) = phase { end } else { nil } }
}

/// The result of an attempt: its last part.
public struct AttemptEnd: Sendable {
  /// The take as it is in its sidecar.
  public let take: Take
  /// Why not all of it was kept or saved; `nil` if everything is on the disk.
  public let failure: RecordingError?
  /// True if the sidecar is saved. If not, the next start finishes the take.
  public let isSaved: Bool
  /// How the device was lost; `nil` if it was not.
  public let deviceError: AudioDeviceError?
  /// What was measured; `nil` if measuring takes too long.
  public internal(set) var reviewed: ReviewedTake?

  init(_ outcome: Recorder.Outcome) {
    take = outcome.take
    failure = outcome.failure
    isSaved = outcome.isSaved
    deviceError = outcome.deviceError
  }
}
