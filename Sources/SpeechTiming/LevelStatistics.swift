import Foundation
import Signal

/// Medians of the level of speech and of the rest, for recordings of any length.
///
/// The level of a window is 10·log₁₀(mean((x − m)²)) over its 10 ms at the rate of the input, m the mean of the
/// recording so far; no filter.
struct LevelStatistics {
  private var speech = Histogram()
  private var rest = Histogram()
  private var sum = 0.0
  private var windows = 0
  /// −100 dB: the lowest level of a window with sound. A window without sound has −120 dB.
  private static let least: Float = 1e-10
  /// A value between those two, in dB: a median below it means digital silence.
  private static let dead = -105.0

  /// Adds the windows of a range; `isSpeech` separates speech from the rest.
  mutating func add(_ table: FeatureTable, range: Range<Int>, isSpeech: (Int) -> Bool) {
    for window in range {
      sum += Double(table.means[window])
      windows += 1
    }
    let mean = windows > 0 ? Float(sum / Double(windows)) : 0
    for window in range {
      let offset = table.means[window] - mean
      let power = table.isVoid[window] ? 0 : table.powers[window] + offset * offset + Self.least
      let level = Decibels.ofPower(power)
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
