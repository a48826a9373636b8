import Signal

/// Whether what sounds is only tones: the keys of a telephone, beeps, the melody of a queue.
///
/// A voice has energy between its harmonics somewhere in every stretch of speech, if only in a breath or an s; tones have next to
/// none. Measured is the flatness of the spectrum in the loud windows, at its 90 % quantile: keys, beeps, dial tones, chords and
/// strings have −29 dB and less; of 148 clips of speech, in part through 8 kbit/s or a telephone's band, the lowest has −25 dB and half
/// have over −13 dB.
struct ToneCheck {
  /// Upper limit of tones in dB: between −29 and −25.
  private static let most: Float = -27
  /// A window is loud within this many dB of the loud ones of its passage; the rest are pauses between keys.
  private static let reach: Float = 12
  /// Loud windows, a fifth of a second, below which nothing is decided.
  private static let fewest = 20

  private var flatness = Histogram()

  /// Adds those windows of a range that are taken for speech.
  mutating func add(_ table: FeatureTable, range: Range<Int>, isSpeech: (Int) -> Bool) {
    let windows = range.filter(isSpeech)
    var levels = Histogram()
    for window in windows { levels.add(table.bands[window].max()) }
    guard let loud = levels.quantile(0.9) else { return }
    for window in windows where table.bands[window].max() > loud - Self.reach {
      flatness.add(table.flatness[window])
    }
  }

  /// True if there are tones and nothing else.
  var isTones: Bool {
    flatness.count >= Self.fewest && (flatness.quantile(0.9).map { $0 < Self.most } ?? false)
  }
}
