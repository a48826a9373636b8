import Signal

/// Whether what sounds is only tones: the keys of a telephone, beeps, the melody of a queue.
///
/// A voice has energy between its harmonics somewhere in every stretch of speech, if only in a breath or an s; tones have next to
/// none, and hold still. Both are asked for, because speech that is taken for tones is worse than tones that are taken for speech.
/// Measured is the flatness of the spectrum in the loud windows, at its 90 % quantile: keys, beeps, dial tones and strings have −29
/// dB and less; of 148 clips of speech the lowest has −25 dB and half have over −13 dB, but a falsetto in MP3 of 8 kbit/s has −34 dB. And
/// the share of the loud windows that hold still: 0.20 to 0.99 against 0.01 to 0.12. Chords of several decaying notes beat, and stay
/// speech.
struct ToneCheck {
  /// Upper limit of tones in dB: between −29 and −25.
  private static let most: Float = -27
  /// A window is loud within this many dB of the loud ones of its passage; the rest are pauses between keys.
  private static let reach: Float = 12
  /// Loud windows, a fifth of a second, below which nothing is decided.
  private static let fewest = 20

  /// A window holds still if none of its loud bands changes by more than this, in dB.
  private static let mostChange: Float = 0.5
  /// Least share of the loud windows that hold still in tones.
  private static let leastStill = 0.16

  private var flatness = Histogram()
  private var still = 0

  /// Adds those windows of a range that are taken for speech.
  mutating func add(_ table: FeatureTable, range: Range<Int>, isSpeech: (Int) -> Bool) {
    let windows = range.filter(isSpeech)
    var levels = Histogram()
    for window in windows { levels.add(table.bands[window].max()) }
    guard let loud = levels.quantile(0.9) else { return }
    for window in windows where table.bands[window].max() > loud - Self.reach {
      flatness.add(table.flatness[window])
      if window > 0, Self.change(table.bands[window], table.bands[window - 1]) <= Self.mostChange {
        still += 1
      }
    }
  }

  /// The largest change of the bands that are loud now.
  private static func change(_ now: SIMD16<Float>, _ before: SIMD16<Float>) -> Float {
    let change = (now - before).replacing(with: 0, where: now .<= now.max() - reach)
    return max(change.max(), -change.min())
  }

  /// True if there are tones and nothing else.
  var isTones: Bool {
    flatness.count >= Self.fewest && Double(still) >= Self.leastStill * Double(flatness.count)
      && (flatness.quantile(0.9).map { $0 < Self.most } ?? false)
  }
}
