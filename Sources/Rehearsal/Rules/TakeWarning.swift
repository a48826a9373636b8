public import Signal

/// A doubt about a take that a reader of its numbers must know. Never an error: the take is kept.
public enum TakeWarning: Hashable, Sendable {
  /// Less than one second of speech was found.
  case noUsableSpeech(phonationTime: Double)
  /// There is sound, but only tones of this many seconds: keys of a telephone, beeps, a melody.
  case tones(seconds: Double)
  /// The input ran into full scale this many times, with at least three equal samples each time.
  case clipped(times: Int)
  /// The device lost audio.
  case gap(count: Int, seconds: Double)
  /// The median speech level is under `RehearsalSettings.quietSpeechDBFS`.
  case quietMicrophone(speechDBFS: Double)
  /// Speech is less than `RehearsalSettings.lowLevelDifference` above the rest: pauses are uncertain.
  case lowLevelDifference(decibels: Double)
  /// Parts of the answer are not there or cannot be read. The numbers are those of the others.
  case missingParts([ClosedRange<Int>])
  /// The take names a part before it that cannot be.
  case strayPart(TakeID)
  /// The file is not what it says, or some of it could not be read.
  case file(FileDoubt)

  /// True if sound is missing that nobody can bring back, so that the numbers are not those of the whole recording.
  public var isLoss: Bool {
    switch self {
    case .file(let doubt): doubt.isLoss
    case .missingParts: true
    default: false
    }
  }

  /// True for a note: the file is not what it says, but all of it was read.
  public var isNote: Bool {
    if case .file(let doubt) = self { !doubt.isLoss } else { false }
  }

  /// Stable name for machines.
  public var name: String {
    switch self {
    case .noUsableSpeech, .tones: "noUsableSpeech"
    case .clipped: "clipped"
    case .gap: "gap"
    case .quietMicrophone: "quietMicrophone"
    case .lowLevelDifference: "lowLevelDifference"
    case .missingParts: "missingParts"
    case .strayPart: "strayPart"
    case .file(let doubt): doubt.kind.rawValue
    }
  }
}
