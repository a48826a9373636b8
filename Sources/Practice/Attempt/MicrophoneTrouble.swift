public import Recording
import Report

/// What a speaker must know about the microphone while speaking: one thing, the worst first.
public enum MicrophoneTrouble: Sendable, Equatable {
  /// No frames arrive.
  case stalled
  /// The disk does not keep up, or has failed.
  case diskBehind
  /// The disk has room for this many seconds, fewer than two minutes.
  case diskNearlyFull(seconds: Double)
  /// All samples are exactly zero.
  case silent
  /// Nothing is louder than a dead line.
  case dead
  /// The input runs into full scale.
  case clips
  /// The device lost audio.
  case losesAudio
  /// The disk has room for this many seconds, fewer than `littleRoom`.
  case littleRoom(seconds: Double)

  /// Seconds of room on the disk below which a speaker is told.
  public static let littleRoom = 600.0
  /// Seconds of room below which it is urgent.
  private static let hardlyAnyRoom = 120.0

  /// The worst trouble that the snapshot shows; `nil` if all is well.
  public init?(_ snapshot: RecordingSnapshot) {
    let room = snapshot.secondsLeftOnDisk ?? .infinity
    if snapshot.isStalled {
      self = .stalled
    } else if snapshot.hasDiskTrouble {
      self = .diskBehind
    } else if room < Self.hardlyAnyRoom {
      self = .diskNearlyFull(seconds: room)
    } else if snapshot.isMuted {
      self = .silent
    } else if snapshot.microphoneIsDead {
      self = .dead
    } else if snapshot.clippings > 0 {
      self = .clips
    } else if snapshot.gapCount > 0 {
      self = .losesAudio
    } else if room < Self.littleRoom {
      self = .littleRoom(seconds: room)
    } else {
      return nil
    }
  }

  /// In words, without a full stop.
  public var sentence: String {
    switch self {
    case .stalled: "the microphone gives nothing: is it still plugged in?"
    case .diskBehind: "the disk does not keep up; what you say is held in memory"
    case .diskNearlyFull(let seconds):
      "the disk has room for \(Figures.length(seconds)) and no more: end soon"
    case .silent: "the microphone is silent: is it muted?"
    case .dead: "the microphone gives almost nothing: is it muted or its level at 0?"
    case .clips: "too loud, it clips: go back a little or lower the level"
    case .losesAudio: "the device lost audio; it is marked, go on"
    case .littleRoom(let seconds): "the disk has room for \(Figures.length(seconds))"
    }
  }
}
