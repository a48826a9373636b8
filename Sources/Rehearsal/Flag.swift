public import Signal

/// A rule about the length or the pacing of an answer.
public enum Rule: String, Sendable, Codable, CaseIterable {
  /// The answer is longer than the target's max.
  case r1 = "R1"
  /// The answer is longer than 1.5 × the target's goal.
  case r2 = "R2"
  /// A stretch of more than 40 s without a pause of at least 0.5 s.
  case r3 = "R3"
  /// The last third is spoken at least 15 % faster than the first.
  case r4 = "R4"
  /// The answer is shorter than the target's min.
  case tooShort
}

/// A rule that an answer broke, with everything that shows why.
public struct Flag: Hashable, Sendable {
  /// The rule.
  public let rule: Rule
  /// What was measured, in `unit`.
  public let measured: Double
  /// What the rule allows, in `unit`.
  public let limit: Double
  /// Unit of both numbers.
  public let unit: Unit
  /// Where on the recording it was measured, in seconds.
  public let span: Interval

  /// Unit of a flag's numbers.
  public enum Unit: String, Sendable, Codable {
    /// Seconds.
    case seconds = "s"
    /// Per cent.
    case percent = "%"
  }
}

/// A doubt about a take that a reader of its numbers must know. Never an error: the take is kept.
public enum TakeWarning: Hashable, Sendable {
  /// Less than one second of speech was found.
  case noUsableSpeech(phonationTime: Double)
  /// The input ran into full scale; counts runs of at least three equal samples there.
  case clipped(runs: Int)
  /// The device lost audio.
  case gap(count: Int, seconds: Double)
  /// The median speech level is under `RehearsalSettings.quietSpeechDBFS`.
  case quietMicrophone(speechDBFS: Double)
  /// Speech is less than `RehearsalSettings.lowLevelDifference` above the rest: pauses are uncertain.
  case lowLevelDifference(decibels: Double)

  /// Stable name for machines.
  public var name: String {
    switch self {
    case .noUsableSpeech: "noUsableSpeech"
    case .clipped: "clipped"
    case .gap: "gap"
    case .quietMicrophone: "quietMicrophone"
    case .lowLevelDifference: "lowLevelDifference"
    }
  }
}
