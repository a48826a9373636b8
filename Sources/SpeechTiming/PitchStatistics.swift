import Foundation
import Signal

/// Median and range of the pitch of voiced speech, for recordings of any length.
///
/// A window counts as voiced if it is in speech, its periodicity is at least 0.45 (Boersma 1993:
/// VoicingThreshold), and a neighbouring window has nearly its pitch. The remaining octave errors are cut off
/// at the bounds that De Looze & Hirst 2008 set for their second pass: three quarters of the lower quartile,
/// and one and a half times the upper one.
struct PitchStatistics {
  /// Windows per tenth of a semitone above 60 Hz.
  private var counts = [Int](repeating: 0, count: 360)

  private static let lowest = 60.0
  private static let leastPeriodicity: Float = 0.45
  /// Half a semitone in 10 ms: faster than a voice glides (Xu & Sun 2002: at most about 60 semitones a
  /// second).
  private static let nearest: Float = 1.0293
  /// Fewer voiced windows than this, half a second, give no median.
  private static let fewest = 50

  /// Adds those windows of a range that are speech.
  mutating func add(_ table: FeatureTable, range: Range<Int>, isSpeech: (Int) -> Bool) {
    for window in range where isSpeech(window) && table.periodicity[window] >= Self.leastPeriodicity {
      let pitch = table.pitch[window]
      guard pitch > 0, [window - 1, window + 1].contains(where: { isNear($0, pitch, table) }) else {
        continue
      }
      counts[min(counts.count - 1, max(0, Int(120 * log2(Double(pitch) / Self.lowest))))] += 1
    }
  }

  private func isNear(_ window: Int, _ pitch: Float, _ table: FeatureTable) -> Bool {
    guard table.pitch.indices.contains(window), table.periodicity[window] >= Self.leastPeriodicity else {
      return false
    }
    let ratio = table.pitch[window] / pitch
    return ratio < Self.nearest && ratio * Self.nearest > 1
  }

  /// The results.
  var voice: Voice {
    let all = counts.indices
    guard let lower = quantile(0.25, in: all), let upper = quantile(0.75, in: all) else { return Voice() }
    let kept = max(0, Int(lower + 120 * log2(0.75)))..<min(counts.count, Int(upper + 120 * log2(1.5)) + 1)
    guard counts[kept].reduce(0, +) >= Self.fewest, let median = quantile(0.5, in: kept),
      let low = quantile(0.1, in: kept), let high = quantile(0.9, in: kept)
    else { return Voice() }
    return Voice(medianPitch: Self.lowest * pow(2, median / 120), pitchRange: (high - low) / 10)
  }

  /// The quantile in tenths of a semitone above 60 Hz, from the middle of a cell.
  private func quantile(_ share: Double, in range: Range<Int>) -> Double? {
    let total = counts[range].reduce(0, +)
    guard total > 0 else { return nil }
    var seen = 0
    for cell in range {
      seen += counts[cell]
      if Double(seen) >= share * Double(total) { return Double(cell) + 0.5 }
    }
    return nil
  }
}
