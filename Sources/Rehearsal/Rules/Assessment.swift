import Signal
public import SpeechTiming

/// An answer held against its target: flags, each with its rule and numbers, and warnings. There is no score.
public struct Assessment: Hashable, Sendable {
  /// The target.
  public let target: Target
  /// The rules' numbers.
  public let settings: RehearsalSettings
  /// First to last speech in seconds, lost audio included and breaks between parts not; `nil` without usable speech.
  public let length: Double?
  /// Broken rules, in the order of the rules.
  public let flags: [Flag]
  /// Doubts about the recording.
  public let warnings: [TakeWarning]

  /// Applies the rules to `pacing`.
  /// - Parameter doubts: doubts that the measurements do not show.
  public init(
    of pacing: Pacing, against target: Target, doubts: [TakeWarning] = [],
    settings: RehearsalSettings = RehearsalSettings()
  ) {
    self.target = target
    self.settings = settings
    warnings = doubts + Self.warnings(about: pacing, settings: settings)
    guard let length = pacing.answerLength, settings.isUsable(phonationTime: pacing.phonationTime) else {
      self.length = nil
      flags = []
      return
    }
    self.length = length
    flags = Rule.allCases.flatMap { $0.flags(on: pacing, against: target, settings: settings) }
  }

  /// True if any flag says that the answer rambles.
  public var rambles: Bool { flags.contains { $0.rule.isRamble } }

  /// True if there is a length and it is in min…max.
  public var isInTarget: Bool { length.map { target.standing(of: $0) == .inTarget } ?? false }

  /// Doubts about a recording, whatever its target.
  public static func warnings(
    about pacing: Pacing, settings: RehearsalSettings = RehearsalSettings()
  ) -> [TakeWarning] {
    var warnings: [TakeWarning] = []
    if !settings.isUsable(phonationTime: pacing.phonationTime) {
      warnings.append(
        pacing.tones > 0
          ? .tones(seconds: pacing.tones) : .noUsableSpeech(phonationTime: pacing.phonationTime))
    }
    warnings += pacing.doubts.map(TakeWarning.file)
    // What is missing in the file has been told; the rest was lost by the device.
    let inFile = pacing.doubts.filter { $0.missing != nil }
    let count = pacing.gaps.count - inFile.reduce(0) { $0 + $1.places.count }
    let seconds = pacing.gaps.reduce(0) { $0 + $1.duration } - inFile.reduce(0) { $0 + ($1.missing ?? 0) }
    if count > 0, inFile.isEmpty || seconds > 0.001 { warnings.append(.gap(count: count, seconds: seconds)) }
    if pacing.level.clippings > 0 { warnings.append(.clipped(times: pacing.level.clippings)) }
    if let speech = pacing.level.speechDBFS, speech < settings.quietSpeechDBFS {
      warnings.append(.quietMicrophone(speechDBFS: speech))
    }
    if let difference = pacing.level.difference, difference < settings.lowLevelDifference {
      warnings.append(.lowLevelDifference(decibels: difference))
    }
    return warnings
  }
}
