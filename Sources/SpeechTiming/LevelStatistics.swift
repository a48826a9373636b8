import Foundation
import Signal

/// Medians of the level of speech and of the rest, for recordings of any length.
///
/// The level of a window is its power between 100 and 7,400 Hz (`SpeechBands.whole`), where speech is found: drift and
/// rumble below, and whistles above, are no noise that a pause could drown in.
struct LevelStatistics {
  private var speech = Histogram()
  private var rest = Histogram()
  /// The lowest level of a window with sound, in dB.
  private static let least: Float = -100
  /// The level of a window without sound, in dB.
  private static let void: Float = -120
  /// A value between those two, in dB: a median below it means digital silence.
  private static let dead = -105.0

  /// Adds the windows of a range; `isSpeech` separates speech from the rest.
  mutating func add(_ table: FeatureTable, range: Range<Int>, isSpeech: (Int) -> Bool) {
    for window in range {
      let level = table.isVoid[window] ? Self.void : max(Self.least, table.bands[window][SpeechBands.whole])
      if isSpeech(window) { speech.add(level) } else { rest.add(level) }
    }
  }

  /// The results, with the peak and the clipping of `meter`, and the loudness.
  func level(_ meter: HopMeter, _ loudness: LoudnessMeter) -> Level {
    let speech = speech.quantile(0.5).map { Double($0) }
    let rest = rest.quantile(0.5).map { Double($0) }.flatMap { $0 < Self.dead ? nil : $0 }
    let difference = speech.flatMap { speech in rest.map { speech - $0 } }
    let peak = meter.peak > 0 ? 20 * log10(Double(meter.peak)) : nil
    return Level(
      peakDBFS: peak, speechDBFS: speech, noiseDBFS: rest, difference: difference,
      clippings: meter.clippings, loudnessLUFS: loudness.integrated, loudnessRangeLU: loudness.range)
  }
}
