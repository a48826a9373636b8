/// What the unfiltered samples have: mean and power of a hop, the peak, clipping, dead hops.
package struct HopMeter: Sendable {
  /// Largest absolute sample so far.
  package private(set) var peak: Float = 0
  /// How often at least three equal samples in a row were at full scale, so far.
  package private(set) var clippings = 0
  /// Number of equal samples at full scale up to the last sample, and their value.
  private var equal = 0
  private var equalValue: Float = 0

  /// The largest sample of 16-bit audio as a float, minus a little for rounding: 32767 ∕ 32768.
  private static let fullScale: Float = 32_767 / 32_768 - 1e-6
  /// Equal samples in a row at full scale that count as clipping.
  private static let fewest = 3

  /// Measures one hop and appends to `isVoid`.
  /// - Returns: the mean of its samples, and their mean squared distance from it.
  mutating func append(
    _ hop: UnsafeBufferPointer<Float>, to table: inout FeatureTable
  ) -> (mean: Float, variance: Float) {
    guard let first = hop.first else { return (0, 0) }
    var sums = SIMD8<Float>.zero
    var squares = SIMD8<Float>.zero
    var largest = SIMD8<Float>.zero
    // The bits of all differences from the first sample, combined: 0 if all samples are equal.
    var changes = SIMD8<UInt32>.zero
    let whole = hop.count / 8
    let raw = UnsafeRawBufferPointer(hop)
    for block in 0..<whole {
      let value = raw.loadUnaligned(fromByteOffset: block * 32, as: SIMD8<Float>.self)
      // Relative to the first sample, so that a large DC offset does not drown a small signal.
      let offset = value - first
      sums += offset
      squares += offset * offset
      changes |= unsafeBitCast(offset, to: SIMD8<UInt32>.self)
      largest = Decibels.larger(largest, Decibels.magnitude(value))
    }
    var (sum, square, most) = (sums.sum(), squares.sum(), largest.max())
    var isVoid = changes == .zero
    for value in hop[(whole * 8)...] {
      sum += value - first
      square += (value - first) * (value - first)
      most = max(most, abs(value))
      isVoid = isVoid && value == first
    }
    let count = Float(hop.count)
    let mean = sum / count
    table.isVoid.append(isVoid)
    peak = max(peak, most)
    if most >= Self.fullScale { countClipping(hop) } else { equal = 0 }
    return (first + mean, max(0, square / count - mean * mean))
  }

  private mutating func countClipping(_ hop: UnsafeBufferPointer<Float>) {
    for value in hop {
      if abs(value) >= Self.fullScale && value == equalValue {
        equal += 1
        if equal == Self.fewest { clippings += 1 }
      } else {
        equal = abs(value) >= Self.fullScale ? 1 : 0
        equalValue = value
      }
    }
  }
}
