/// A rule about the length or the delivery of an answer. Each fact about a rule is a switch here, without a
/// default, so that a new rule does not compile until every fact is given. Its words are in Report, its
/// measurement in `Rule+Flags.swift`.
public enum Rule: String, Sendable, Codable, CaseIterable {
  // In the order in which flags are shown.
  /// The answer is longer than the target's max.
  case r1 = "R1"
  /// The answer is longer than `RehearsalSettings.rambleFactor` × the target's goal.
  case r2 = "R2"
  /// The answer is shorter than the target's min.
  case tooShort
  /// A breath group of more than `RehearsalSettings.longestBreathGroup`.
  case r3 = "R3"
  /// The last third is spoken faster than the first, by at least `RehearsalSettings.accelerationPercent`.
  case r4 = "R4"

  /// What a rule is about.
  public enum Subject: Hashable, Sendable {
    /// How long the answer is: length and target decide alone.
    case length
    /// How it is spoken: what was measured on the recording decides.
    case delivery
  }

  /// What the rule is about.
  public var subject: Subject {
    switch self {
    case .r1, .r2, .tooShort: .length
    case .r3, .r4: .delivery
    }
  }

  /// True if an answer that breaks the rule rambles.
  public var isRamble: Bool {
    switch self {
    case .r1, .r2, .r3, .r4: true
    case .tooShort: false
    }
  }

  /// The number that people cite the rule by; `nil` for a rule that its title names well enough.
  public var code: String? {
    switch self {
    case .r1, .r2, .r3, .r4: rawValue
    case .tooShort: nil
    }
  }

  /// What is wrong with an answer that breaks the rule, in a word or two.
  public var title: String {
    switch self {
    case .r1: "too long"
    case .r2: "a ramble"
    case .r3: "no breath"
    case .r4: "speeding up"
    case .tooShort: "too short"
    }
  }

  /// The shortest name, for lists and for the line of the answer.
  public var label: String {
    switch self {
    case .r1, .r2, .r3, .r4: rawValue
    case .tooShort: "short"
    }
  }
}
