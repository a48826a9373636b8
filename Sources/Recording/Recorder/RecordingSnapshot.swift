public import Rehearsal

/// A look at a recording while it runs.
public struct RecordingSnapshot: Sendable {
  /// Seconds of audio so far, lost audio included.
  public var seconds = 0.0
  /// Frames in the file, or in all files if the answer filled one.
  public var framesInFiles: Int64 = 0
  /// Level of the last 50 ms in dBFS; `nil` for digital silence.
  public var levelDBFS: Double?
  /// Largest absolute sample so far, 0…1.
  public var peak = 0.0
  /// How often at least three equal samples in a row were at full scale.
  public var clippings = 0
  /// How long every sample up to now has been exactly 0, in seconds: see `isMuted`.
  public var zeroSeconds = 0.0
  /// How long no sample up to now has exceeded the peak of a dead microphone, in seconds.
  public var quietSeconds = 0.0
  /// True if no frames come from the device.
  public var isStalled = false
  /// Losses of audio so far.
  public var gapCount = 0
  /// Seconds of audio that wait for the disk; the recorder holds 30.
  public var backlogSeconds = 0.0
  /// True if the disk does not keep up or has reported an error.
  public var hasDiskTrouble = false
  /// Seconds of audio for which the volume has room; `nil` if unknown.
  public var secondsLeftOnDisk: Double?
  /// Why the recording ended by itself; `nil` while it runs, and after a `stop`.
  public var ending: Take.Ending?

  /// True if there have been exact zeros for so long that the input must be muted.
  public var isMuted: Bool { zeroSeconds >= RehearsalSettings().mutedZeros }

  /// True if the microphone is muted, or nothing has exceeded the peak of a dead one for three seconds. A
  /// microphone that was heard before may be in a quiet room while the speaker thinks, so that takes ten
  /// seconds.
  public var microphoneIsDead: Bool { isMuted || quietSeconds >= (peak < LevelMeter.deadPeak ? 3 : 10) }
}
