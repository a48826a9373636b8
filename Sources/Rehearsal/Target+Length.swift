import SpeechTiming

extension Target {
  /// Is an answer of `length` seconds inside min…max?
  public func contains(_ length: Double) -> Bool {
    length >= min - Pacing.tolerance && length <= max + Pacing.tolerance
  }

  /// The rules about length that an answer of `length` seconds breaks, each with its limit in seconds.
  func lengthRules(brokenBy length: Double, settings: RehearsalSettings) -> [(rule: Rule, limit: Double)] {
    if length < min - Pacing.tolerance { return [(.tooShort, min)] }
    return [(.r1, max), (.r2, settings.rambleFactor * goal)].filter { length > $0.1 + Pacing.tolerance }
  }
}

extension RehearsalSettings {
  /// Is so much speech, in seconds, enough to say anything about an answer?
  public func isUsable(phonationTime: Double) -> Bool { phonationTime >= leastSpeech - Pacing.tolerance }
}
