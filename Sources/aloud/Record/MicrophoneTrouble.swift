import Recording
import Report

/// What a speaker must know about the microphone while speaking: one sentence, the worst first.
enum MicrophoneTrouble {
  /// Seconds of room on the disk below which a speaker is told.
  static let littleRoom = 600.0

  static func sentence(_ snapshot: RecordingSnapshot) -> String? {
    if snapshot.isStalled { return "the microphone gives nothing: is it still plugged in?" }
    if snapshot.hasDiskTrouble { return "the disk does not keep up; what you say is held in memory" }
    let room = snapshot.secondsLeftOnDisk ?? .infinity
    if room < 120 { return "the disk has room for \(Figures.length(room)) and no more: end soon" }
    if snapshot.zeroSeconds >= 1 { return "the microphone is silent: is it muted?" }
    if snapshot.microphoneIsDead {
      return "the microphone gives almost nothing: is it muted or its level at 0?"
    }
    if snapshot.clippedRuns > 0 { return "too loud, it clips: go back a little or lower the level" }
    if snapshot.gapCount > 0 { return "the device lost audio; it is marked, go on" }
    if room < littleRoom { return "the disk has room for \(Figures.length(room))" }
    return nil
  }
}
