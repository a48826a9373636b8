import Recording
import Report

/// What a speaker must know about the microphone while speaking: one sentence, the worst first.
enum MicrophoneTrouble {
  static func sentence(_ snapshot: RecordingSnapshot) -> String? {
    if snapshot.isStalled { return "the microphone gives nothing: is it still plugged in?" }
    if snapshot.hasDiskTrouble { return "the disk does not keep up; what you say is held in memory" }
    if let left = snapshot.secondsLeftOnDisk, left < 120 {
      return "the disk has room for \(Figures.length(left))"
    }
    if snapshot.zeroSeconds >= 1 { return "the microphone is silent: is it muted?" }
    if snapshot.microphoneIsDead {
      return "the microphone gives almost nothing: is it muted or its level at 0?"
    }
    if snapshot.clippedRuns > 0 { return "too loud, it clips: go back a little or lower the level" }
    if snapshot.gapCount > 0 { return "the device lost audio; it is marked, go on" }
    return nil
  }
}
