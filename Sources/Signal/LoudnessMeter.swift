import Foundation

/// Loudness after EBU R128: K-weighted level (ITU-R BS.1770-4) in blocks of 100 ms, gated at the end.
///
/// The K-weighting runs at 16 kHz, a third of the work. Above 8 kHz the filter only amplifies, by 4.04 dB
/// everywhere, so the energy there is known without filtering: that of the input minus that of the signal at
/// 16 kHz. Below 8 kHz the filter differs from the one at 48 kHz by at most 0.06 dB. A test compares the
/// loudness with libebur128's.
package struct LoudnessMeter: Sendable {
  /// K-weighted mean square of each 100 ms.
  private var blocks: [Float] = []
  private var weighting = FilterPair(.weightingShelf(), .weightingHighPass())
  private var hops = 0
  private var sum: Float = 0

  /// Hops of 10 ms in a block.
  private static let hopsPerBlock = 10
  /// 4.04 dB as a factor of power.
  private static let above8kHz: Float = 2.535
  /// BS.1770-4 (2): loudness of a mean square of 1.
  private static let offset = -0.691
  /// In LUFS; quieter blocks are never counted (BS.1770-4, annex 1).
  private static let absoluteGate = -70.0

  /// Takes a hop.
  ///
  /// - Parameters:
  ///   - samples: the samples at 16 kHz that the hop completed, from `start` on.
  ///   - power: mean squared sample of the hop at the rate of the input.
  mutating func append(_ samples: [Float], from start: Int, power: Float) {
    let (plain, weighted) = weighting.energies(of: samples, from: start)
    sum += weighted + Self.above8kHz * (power * Float(FeatureTable.hopSamples) - plain)
    hops += 1
    guard hops == Self.hopsPerBlock else { return }
    blocks.append(max(0, sum / Float(hops * FeatureTable.hopSamples)))
    (hops, sum) = (0, 0)
  }

  /// Integrated loudness in LUFS over all blocks of 400 ms, which overlap by 75 %, gated at −70 LUFS and at
  /// 10 LU below the mean of the rest (BS.1770-4). `nil` if no block passes.
  package var integrated: Double? {
    gate(over: 4, below: -10).flatMap { mean(over: 4, from: $0) }.map(Self.loudness)
  }

  /// Loudness range in LU: from the 10 % to the 95 % quantile of the loudness over 3 s, every 100 ms, gated
  /// at −70 LUFS and at 20 LU below the mean of the rest (EBU Tech 3342). `nil` if nothing passes.
  package var range: Double? {
    guard let gate = gate(over: 30, below: -20) else { return nil }
    var powers: [Float] = []
    forEachMean(over: 30, from: gate) { powers.append(Float($0)) }
    powers.sort()
    guard let last = powers.indices.last else { return nil }
    let quantile = { (share: Double) in
      Self.loudness(Double(powers[Int((share * Double(last)).rounded())]))
    }
    return quantile(0.95) - quantile(0.1)
  }

  /// The least power that counts; `nil` if everything is below the absolute gate.
  private func gate(over count: Int, below distance: Double) -> Double? {
    let least = pow(10, (Self.absoluteGate - Self.offset) / 10)
    return mean(over: count, from: least).map { max(least, $0 * pow(10, distance / 10)) }
  }

  private func mean(over count: Int, from least: Double) -> Double? {
    var (sum, number) = (0.0, 0)
    forEachMean(over: count, from: least) {
      sum += $0
      number += 1
    }
    return number > 0 ? sum / Double(number) : nil
  }

  /// Calls `body` with the mean power of every `count` neighbouring blocks, if it is at least `least`.
  private func forEachMean(over count: Int, from least: Double, _ body: (Double) -> Void) {
    guard blocks.count >= count else { return }
    for start in 0...(blocks.count - count) {
      let power = blocks[start..<(start + count)].reduce(0) { $0 + Double($1) } / Double(count)
      if power >= least { body(power) }
    }
  }

  private static func loudness(_ power: Double) -> Double { offset + 10 * log10(power) }
}

// The coefficients of BS.1770-4 as analogue filters, so that they exist at any rate (libebur128 does the same).
extension Biquad {
  /// The first stage of the K-weighting: a shelf, for the effect of the head.
  fileprivate static func weightingShelf(at sampleRate: SampleRate = .speech) -> Biquad {
    let (k, q) = (tan(.pi * 1681.974450955533 / Double(sampleRate.hertz)), 0.7071752369554196)
    let high = pow(10, 3.999843853973347 / 20)
    let middle = pow(high, 0.4996667741545416)
    let a0 = 1 + k / q + k * k
    return Biquad(
      b: (
        (high + middle * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - middle * k / q + k * k) / a0
      ), a: (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
  }

  /// The second stage: a high-pass. The standard's filter amplifies a little, by its a₀ at 48 kHz; this one
  /// must do so at any rate.
  fileprivate static func weightingHighPass(at sampleRate: SampleRate = .speech) -> Biquad {
    func parts(_ sampleRate: SampleRate) -> (k: Double, q: Double, a0: Double) {
      let (k, q) = (tan(.pi * 38.13547087602444 / Double(sampleRate.hertz)), 0.5003270373238773)
      return (k, q, 1 + k / q + k * k)
    }
    let (k, q, a0) = parts(sampleRate)
    let gain = parts(.preferred).a0 / a0
    return Biquad(
      b: (gain, -2 * gain, gain), a: (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
  }
}
