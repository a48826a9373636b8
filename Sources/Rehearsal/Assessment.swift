public import Signal
public import SpeechTiming

/// An answer held against its target: flags, each with its rule and numbers, and warnings. There is no score.
public struct Assessment: Hashable, Sendable {
  /// The target.
  public let target: Target
  /// The rules' numbers.
  public let settings: RehearsalSettings
  /// First to last speech in seconds, lost audio included; `nil` without usable speech.
  public let length: Double?
  /// Broken rules, in the order of the rules.
  public let flags: [Flag]
  /// Doubts about the recording.
  public let warnings: [TakeWarning]

  /// Applies the rules to `pacing`.
  public init(of pacing: Pacing, against target: Target, settings: RehearsalSettings = RehearsalSettings()) {
    self.target = target
    self.settings = settings
    let warnings = Self.warnings(about: pacing, settings: settings)
    self.warnings = warnings
    guard let answer = pacing.answer, settings.isUsable(phonationTime: pacing.phonationTime) else {
      length = nil
      flags = []
      return
    }
    length = answer.duration
    flags =
      Self.lengthFlags(answer, target, settings) + Self.breathlessRuns(in: pacing, settings)
      + Self.acceleration(in: pacing, settings)
  }

  /// Does any flag say that the answer rambles?
  public var rambles: Bool { flags.contains { $0.rule != .tooShort } }

  /// Is the length inside min…max?
  public var isInTarget: Bool { length.map(target.contains) ?? false }

  private static func lengthFlags(_ answer: Interval, _ target: Target, _ settings: RehearsalSettings)
    -> [Flag]
  {
    target.lengthRules(brokenBy: answer.duration, settings: settings).map { rule, limit in
      let from = rule == .tooShort ? answer.start : answer.start + limit
      return Flag(
        rule: rule, measured: answer.duration, limit: limit, unit: .seconds,
        span: Interval(start: from, end: answer.end))
    }
  }

  private static func breathlessRuns(in pacing: Pacing, _ settings: RehearsalSettings) -> [Flag] {
    breathGroups(in: pacing, breath: settings.breathPause)
      .filter { $0.duration > settings.longestRun + Pacing.tolerance }
      .map {
        Flag(rule: .r3, measured: $0.duration, limit: settings.longestRun, unit: .seconds, span: $0)
      }
  }

  /// The answer cut at pauses of at least `breath` seconds and at lost audio.
  public static func breathGroups(in pacing: Pacing, breath: Double) -> [Interval] {
    pacing.stretches(
      between: pacing.pauses.map(\.interval).filter { $0.duration >= breath - Pacing.tolerance })
  }

  private static func acceleration(in pacing: Pacing, _ settings: RehearsalSettings) -> [Flag] {
    guard let change = pacing.paceChange, let last = pacing.outerThirds?.last else { return [] }
    let percent = 100 * change
    guard percent >= settings.accelerationPercent - Pacing.tolerance else { return [] }
    return [
      Flag(rule: .r4, measured: percent, limit: settings.accelerationPercent, unit: .percent, span: last)
    ]
  }

  /// Doubts about a recording, whatever its target.
  public static func warnings(
    about pacing: Pacing, settings: RehearsalSettings = RehearsalSettings()
  ) -> [TakeWarning] {
    var warnings: [TakeWarning] = []
    if !settings.isUsable(phonationTime: pacing.phonationTime) {
      warnings.append(.noUsableSpeech(phonationTime: pacing.phonationTime))
    }
    if !pacing.gaps.isEmpty {
      warnings.append(
        .gap(count: pacing.gaps.count, seconds: pacing.gaps.reduce(0) { $0 + $1.duration }))
    }
    if pacing.level.clippedRuns > 0 { warnings.append(.clipped(runs: pacing.level.clippedRuns)) }
    if let speech = pacing.level.speechDBFS, speech < settings.quietSpeechDBFS {
      warnings.append(.quietMicrophone(speechDBFS: speech))
    }
    if let difference = pacing.level.difference, difference < settings.lowLevelDifference {
      warnings.append(.lowLevelDifference(decibels: difference))
    }
    return warnings
  }
}
