public import Rehearsal

/// Figures from a few seconds of a microphone.
public struct MicrophoneFigures: Hashable, Sendable {
  /// Seconds that were heard.
  public var seconds: Double
  /// Largest absolute sample, 0…1.
  public var peak: Double
  /// Level between 100 and 7,400 Hz that 95 % of the windows do not exceed, in dBFS: near the voice.
  public var voiceDBFS: Double
  /// Level there that 10 % of the windows do not exceed, in dBFS: near the noise of the room.
  public var noiseDBFS: Double
  /// Longest time in which every sample is exactly 0, in seconds.
  public var longestZeros: Double
  /// How often at least three equal samples in a row were at full scale.
  public var clippings: Int
  /// Losses of audio.
  public var gaps: Int

  /// Figures measured elsewhere.
  public init(
    seconds: Double, peak: Double, voiceDBFS: Double, noiseDBFS: Double, longestZeros: Double,
    clippings: Int,
    gaps: Int
  ) {
    self.seconds = seconds
    self.peak = peak
    self.voiceDBFS = voiceDBFS
    self.noiseDBFS = noiseDBFS
    self.longestZeros = longestZeros
    self.clippings = clippings
    self.gaps = gaps
  }

  /// The figures of a check; a device that gave nothing counts as silent.
  public init(_ check: MicrophoneCheck) {
    self.init(
      seconds: check.seconds, peak: check.peak, voiceDBFS: check.levelDBFS(percentile: 95) ?? -120,
      noiseDBFS: check.levelDBFS(percentile: 10) ?? -120, longestZeros: check.longestZeros,
      clippings: check.clippings, gaps: check.gaps.count)
  }

  /// Everything that is wrong, the worst first; empty for a good microphone.
  public func findings(_ settings: RehearsalSettings = RehearsalSettings()) -> [MicrophoneFinding] {
    if peak == 0 { return [.digitalSilence] }
    if peak < settings.deadMicrophonePeak { return [.deadLine] }
    var findings: [MicrophoneFinding] = []
    if clippings > 0 { findings.append(.clips) }
    if gaps > 0 { findings.append(.losesAudio) }
    if longestZeros >= settings.mutedZeros { findings.append(.dropsOut) }
    if voiceDBFS - noiseDBFS < settings.lowLevelDifference {
      findings.append(.noVoice)
    } else if voiceDBFS < settings.quietSpeechDBFS {
      findings.append(.quiet)
    } else if voiceDBFS - noiseDBFS < settings.goodLevelDifference {
      findings.append(.noisy)
    }
    return findings
  }
}

/// One thing wrong with a microphone.
public enum MicrophoneFinding: String, Sendable, Codable, CaseIterable {
  /// Every sample was exactly 0: muted, or a gate.
  case digitalSilence
  /// Never above −54 dBFS: a muted analogue line, or a level of 0.
  case deadLine
  /// The input ran into full scale.
  case clips
  /// The device lost audio.
  case losesAudio
  /// Exact zeros for a second or more between sounds.
  case dropsOut
  /// Nothing stood out of the noise.
  case noVoice
  /// The voice is below a good level.
  case quiet
  /// The voice is too close to the noise to find pauses well.
  case noisy
  /// Capture is switched off in the mixer.
  case switchedOff
  /// The capture level is at its lowest in the mixer.
  case levelAtLowest
  /// A Bluetooth headset, or another device with the rate of a phone.
  case phoneQuality
  /// The device changes its gain by itself.
  case automaticGain
}
