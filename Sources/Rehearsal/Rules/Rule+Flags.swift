public import Signal
public import SpeechTiming

extension Rule {
  /// The flags that this rule raises on an answer, in order of time; empty if the answer keeps the rule.
  ///
  /// Lost audio counts towards the length, because it was spoken, and towards nothing else. An answer in several takes
  /// is checked as a whole; what lies between its parts counts towards nothing.
  public func flags(on pacing: Pacing, against target: Target, settings: RehearsalSettings) -> [Flag] {
    guard let length = pacing.answerLength else { return [] }
    return switch self {
    case .r1: tooLong(length, pacing, limit: target.max)
    case .r2: tooLong(length, pacing, limit: settings.rambleFactor * target.goal)
    case .tooShort: tooShort(length, pacing, target)
    case .r3: longBreathGroups(pacing, settings)
    case .r4: acceleration(pacing, settings)
    }
  }

  /// The span of the flag is the part past the limit.
  private func tooLong(_ length: Double, _ pacing: Pacing, limit: Double) -> [Flag] {
    guard length > limit + Pacing.tolerance, let answer = pacing.answer else { return [] }
    let span = Interval(start: pacing.position(atLength: limit), end: answer.end)
    return [Flag(rule: self, measured: length, limit: limit, unit: .seconds, span: span)]
  }

  private func tooShort(_ length: Double, _ pacing: Pacing, _ target: Target) -> [Flag] {
    guard target.standing(of: length) == .tooShort, let answer = pacing.answer else { return [] }
    return [Flag(rule: self, measured: length, limit: target.min, unit: .seconds, span: answer)]
  }

  /// One flag for each breath group that is too long.
  private func longBreathGroups(_ pacing: Pacing, _ settings: RehearsalSettings) -> [Flag] {
    let limit = settings.longestBreathGroup
    return pacing.breathGroups(breath: settings.breathPause)
      .filter { $0.duration > limit + Pacing.tolerance }
      .map { Flag(rule: self, measured: $0.duration, limit: limit, unit: .seconds, span: $0) }
  }

  /// The span of the flag is the last third.
  private func acceleration(_ pacing: Pacing, _ settings: RehearsalSettings) -> [Flag] {
    guard let change = pacing.paceChange, let last = pacing.outerThirds?.last else { return [] }
    let (percent, limit) = (100 * change, settings.accelerationPercent)
    guard percent >= limit - Pacing.tolerance else { return [] }
    return [Flag(rule: self, measured: percent, limit: limit, unit: .percent, span: last)]
  }
}

extension Pacing {
  /// The answer cut at pauses of at least `breath` seconds and at lost audio.
  public func breathGroups(breath: Double) -> [Interval] {
    stretches(between: pauses.map(\.interval).filter { $0.duration >= breath - Self.tolerance })
  }
}
