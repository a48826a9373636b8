import SpeechTiming

/// The wanted length of an answer, in seconds.
public struct Target: Hashable, Sendable {
  /// Shorter than this is too short.
  public let min: Double
  /// The length to aim at.
  public let goal: Double
  /// Longer than this is a ramble (rule R1).
  public let max: Double

  /// - Throws: `InvalidTarget` unless `0 < min ≤ goal ≤ max ≤ 3600`.
  public init(min: Double, goal: Double, max: Double) throws(InvalidTarget) {
    guard min > 0, min <= goal, goal <= max, max <= 3600 else {
      throw InvalidTarget(min: min, goal: goal, max: max)
    }
    (self.min, self.goal, self.max) = (min, goal, max)
  }

  init(known min: Double, _ goal: Double, _ max: Double) {
    (self.min, self.goal, self.max) = (min, goal, max)
  }

  /// From here on the light says over: `max` + 15 s for answers of up to two minutes, + 30 s above
  /// (Toastmasters timing).
  public var over: Double { max + (max <= 120 ? 15 : 30) }

  /// Where an answer of `length` seconds stands against min and max. A length that differs from one of them only by
  /// rounding is in the target.
  public func standing(of length: Double) -> Standing {
    if length < min - Pacing.tolerance { return .tooShort }
    return length > max + Pacing.tolerance ? .tooLong : .inTarget
  }

  /// Where a whole answer stands against its target.
  public enum Standing: Hashable, Sendable {
    /// Shorter than min.
    case tooShort
    /// From min to max.
    case inTarget
    /// Longer than max.
    case tooLong
  }

  /// The one colour that tells a speaker where they stand after `seconds`.
  public func light(at seconds: Double) -> Light {
    if seconds < min { return .belowMin }
    if seconds < goal { return .green }
    if seconds < max { return .yellow }
    return seconds < over ? .red : .over
  }
}

/// Three lengths that do not make a target: they must be positive, ascending and at most an hour.
public struct InvalidTarget: Error, Hashable {
  /// As given, in seconds.
  public let min, goal, max: Double
}

/// Where a speaker stands against the target.
public enum Light: String, Sendable, Codable, CaseIterable {
  /// Not yet the shortest wanted length.
  case belowMin
  /// From min to goal.
  case green
  /// From goal to max.
  case yellow
  /// From max to over.
  case red
  /// Past the target and its grace.
  case over
}

extension Target: Codable {
  private enum CodingKeys: String, CodingKey { case min, goal, max }

  /// Decodes and checks.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      min: values.decode(Double.self, forKey: .min), goal: values.decode(Double.self, forKey: .goal),
      max: values.decode(Double.self, forKey: .max))
  }
}
