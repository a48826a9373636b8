public import Rehearsal

/// A look at a recording while it runs.
public struct RecordingSnapshot: Sendable {
  /// Seconds of audio so far, lost audio included.
  public var seconds = 0.0
  /// Frames in the file, or in the files where the answer filled one.
  public var framesInFiles: Int64 = 0
  /// Level of the last 50 ms in dBFS; `nil` for digital silence.
  public var levelDBFS: Double?
  /// Largest absolute sample so far, 0…1.
  public var peak = 0.0
  /// Runs of at least three equal samples at full scale.
  public var clippedRuns = 0
  /// How long every sample up to now has been exactly 0, in seconds: 1 and more is a muted input.
  public var zeroSeconds = 0.0
  /// How long nothing up to now was above −54 dBFS, in seconds: 3 and more is a dead input.
  public var quietSeconds = 0.0
  /// No frame comes from the device.
  public var isStalled = false
  /// Losses of audio so far.
  public var gapCount = 0
  /// Seconds of audio that wait for the disk; the recorder holds 30.
  public var backlogSeconds = 0.0
  /// The disk does not keep up, or has reported an error.
  public var hasDiskTrouble = false
  /// Seconds of audio for which the volume has room; `nil` when unknown.
  public var secondsLeftOnDisk: Double?
  /// Why the recording ended by itself; `nil` while it runs, and after a `stop`.
  public var ending: Take.Ending?

  /// Exact zeros for a second, or nothing above −54 dBFS for three: the microphone is muted or dead. One that
  /// was heard before may be in a quiet room while the speaker thinks, so there it takes ten.
  public var microphoneIsDead: Bool {
    zeroSeconds >= 1 || quietSeconds >= (peak < Self.deadPeak ? 3 : 10)
  }

  /// −54 dBFS: muted analogue lines measured 0.0005 to 0.0010 (EnviousWispr issue 1845).
  private static let deadPeak = 0.002
}
