import Signal

/// The index keeps `Pacing` as JSON. Measurements of earlier versions have no doubts, and a recording without any is written as
/// they wrote it.
extension Pacing {
  private enum CodingKeys: String, CodingKey {
    case duration, speech, nuclei, filledPauses, voice, level, gaps, breaks, doubts, tones, settings
  }

  /// Reads what `encode(to:)` wrote, also that of a version without doubts.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      duration: try values.decode(Double.self, forKey: .duration),
      speech: try values.decode([Interval].self, forKey: .speech),
      nuclei: try values.decode([Double].self, forKey: .nuclei),
      filledPauses: try values.decode([FilledPause].self, forKey: .filledPauses),
      voice: try values.decode(Voice.self, forKey: .voice),
      level: try values.decode(Level.self, forKey: .level),
      gaps: try values.decode([Interval].self, forKey: .gaps),
      breaks: try values.decodeIfPresent([Interval].self, forKey: .breaks) ?? [],
      doubts: try values.decodeIfPresent([FileDoubt].self, forKey: .doubts) ?? [],
      tones: try values.decodeIfPresent(Double.self, forKey: .tones) ?? 0,
      settings: try values.decode(TimingSettings.self, forKey: .settings))
  }

  /// Writes all measurements.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(duration, forKey: .duration)
    try values.encode(speech, forKey: .speech)
    try values.encode(nuclei, forKey: .nuclei)
    try values.encode(filledPauses, forKey: .filledPauses)
    try values.encode(voice, forKey: .voice)
    try values.encode(level, forKey: .level)
    try values.encode(gaps, forKey: .gaps)
    if !breaks.isEmpty { try values.encode(breaks, forKey: .breaks) }
    if !doubts.isEmpty { try values.encode(doubts, forKey: .doubts) }
    if tones > 0 { try values.encode(tones, forKey: .tones) }
    try values.encode(settings, forKey: .settings)
  }
}
