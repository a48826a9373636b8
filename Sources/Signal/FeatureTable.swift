/// The features of each 10 ms of a recording, as columns: 85 bytes per window.
package struct FeatureTable: Sendable {
  /// Distance of two windows in seconds.
  package static let hop = 0.01
  /// Samples of a hop at 16 kHz.
  package static let hopSamples = 160

  /// Mean power of the bins of each band in dB, one lane per band (`SpeechBands`), then that of 100–7400 Hz
  /// (`whole`).
  package var bands: [SIMD16<Float>] = []
  /// Spectral flatness over 300–4000 Hz: geometric by arithmetic mean of the powers, in dB, ≤ 0.
  package var flatness: [Float] = []
  /// Largest normalised autocorrelation over lags of 70–400 Hz, 0…1.
  package var periodicity: [Float] = []
  /// The lag of that maximum as a frequency in hertz.
  package var pitch: [Float] = []
  /// Energy of the two halves (5 ms) of each hop in dB, above 70 Hz.
  package var halves: [SIMD2<Float>] = []
  /// True if all samples of the hop are equal: lost audio, digital silence or a dead line.
  package var isVoid: [Bool] = []

  /// An empty table.
  package init() {}

  /// Number of windows with every column known.
  package var count: Int { min(bands.count, isVoid.count) }

  /// Drops the first `number` windows.
  package mutating func removeFirst(_ number: Int) {
    bands.removeFirst(number)
    flatness.removeFirst(number)
    periodicity.removeFirst(number)
    pitch.removeFirst(number)
    halves.removeFirst(number)
    isVoid.removeFirst(number)
  }

  /// The windows of `ranges`, one range after the other.
  package func joined(_ ranges: [Range<Int>]) -> FeatureTable {
    func joined<Value>(_ column: [Value]) -> [Value] { ranges.flatMap { column[$0] } }
    var table = FeatureTable()
    table.bands = joined(bands)
    table.flatness = joined(flatness)
    table.periodicity = joined(periodicity)
    table.pitch = joined(pitch)
    table.halves = joined(halves)
    table.isVoid = joined(isVoid)
    return table
  }

  /// Drops windows after the last hop.
  mutating func trim() {
    let surplus = bands.count - isVoid.count
    guard surplus > 0 else { return }
    bands.removeLast(surplus)
    flatness.removeLast(surplus)
    periodicity.removeLast(surplus)
    pitch.removeLast(surplus)
    halves.removeLast(surplus)
  }
}
