import Foundation

/// How periodic eight windows are, and at which frequency: the largest normalised autocorrelation over 40 ms
/// at lags of 70–400 Hz. It is computed from the power spectrum between 60 and 1200 Hz (Wiener–Khinchin) and
/// divided by the window's own autocorrelation (Boersma 1993, eq. 9). A rate of 4 kHz is enough for that
/// spectrum.
struct Periodicity {
  /// Hertz.
  static let rate = 4000
  /// 40 ms.
  static let length = 160
  /// A hop at 4 kHz.
  static let hop = 40
  private static let points = 256
  /// 400 and 70 Hz as lags in samples at 4 kHz, with one more lag on each side for the parabola.
  private static let lags = 9...58
  /// The cost of each octave of lag (Boersma 1993, eq. 24: OctaveCost, there 0.01). At 4 kHz a short lag
  /// falls between two samples, and its maximum looks up to 0.03 lower than it is. Of steady voices from 70
  /// to 390 Hz, every 5 Hz, a cost of 0.01 put 16 an octave too low, 0.03 put one, 0.05 none.
  private static let octaveCost: Float = 0.05
  private var transform = FourierTransform(length: Self.points)
  private let window: [Float]
  private let correction: [Float]
  /// The cost of each lag, as a share of the power.
  private let costs: [Float]
  private var power = [SIMD8<Float>](repeating: .zero, count: Self.points)
  private var correlation = [SIMD8<Float>](repeating: .zero, count: Self.lags.upperBound + 1)

  init() {
    let count = Self.length
    let hann = (0..<count).map { 0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(count)) }
    window = hann.map { Float($0) }
    let energy = hann.reduce(0) { $0 + $1 * $1 }
    costs = (0...Self.lags.upperBound).map { lag in
      Self.octaveCost * Float(log2(Double(max(lag, Self.lags.lowerBound)) / Double(Self.lags.lowerBound)))
    }
    correction = (0...Self.lags.upperBound).map { lag in
      Float(energy / zip(hann, hann.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  /// Appends eight windows to `periodicity` and `pitch`; window w begins at `samples[start + w · hop]`.
  mutating func append(_ samples: [Float], from start: Int, to table: inout FeatureTable) {
    computePower(samples, from: start)
    autocorrelate()
    let (value, frequency) = peaks()
    for lane in 0..<8 {
      // Power of 60–1200 Hz at lag 0. Below −110 dBFS, 9 dB under the noise of 16 bits, there is no voice.
      let energy = correlation[0][lane]
      let isAudible = energy > 1e-11 * Float(Self.points * Self.length)
      table.periodicity.append(isAudible ? min(1, max(0, value[lane] / energy)) : 0)
      table.pitch.append(isAudible ? frequency[lane] : 0)
    }
  }

  private mutating func computePower(_ samples: [Float], from start: Int) {
    let points = Self.points
    // 60–1200 Hz in bins of 15.6 Hz.
    let kept = 4...76
    let window = window
    samples.withUnsafeBufferPointer { samples in
      window.withUnsafeBufferPointer { window in
        power.withUnsafeMutableBufferPointer { power in
          transform.transform { n in
            guard n < Self.length else { return .zero }
            return window[n] * SIMD8(samples, from: start + n, stride: Self.hop)
          } output: { k, real, imaginary in
            let value = kept.contains(k) ? real * real + imaginary * imaginary : .zero
            power[k] = value
            power[(points - k) % points] = value
          }
        }
      }
    }
  }

  private mutating func autocorrelate() {
    let correction = correction
    power.withUnsafeBufferPointer { power in
      correlation.withUnsafeMutableBufferPointer { correlation in
        transform.transform {
          power[$0]
        } output: { k, real, _ in
          if k <= Self.lags.upperBound { correlation[k] = real * correction[k] }
        }
      }
    }
  }

  /// In each lane, the height of the highest local maximum, and the frequency of the maximum that is highest
  /// after the octave cost. The cost is needed because a voice repeats after two and three periods nearly as
  /// well as after one.
  private func peaks() -> (value: SIMD8<Float>, frequency: SIMD8<Float>) {
    var (highest, best) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var bestLag = SIMD8<Float>(repeating: Float(Self.lags.upperBound))
    correlation.withUnsafeBufferPointer { correlation in
      for lag in (Self.lags.lowerBound + 1)..<Self.lags.upperBound {
        let (left, middle, right) = (correlation[lag - 1], correlation[lag], correlation[lag + 1])
        // Signs are used as masks: see `Decibels.larger`. A maximum is at least as high as its neighbours.
        let isLower = Self.sign(middle - left) | Self.sign(middle - right)
        let slope = left - right
        let shift = slope * 0.5 / Decibels.smaller(left - 2 * middle + right, SIMD8(repeating: -1e-30))
        let value = Self.keep(middle - 0.25 * slope * shift, unless: isLower)
        highest = Decibels.larger(highest, value)
        let score = value - correlation[0] * costs[lag]
        let isWorse = isLower | Self.sign(score - best)
        best = Self.keep(score, unless: isWorse) + Self.keep(best, unless: ~isWorse)
        bestLag = Self.keep(shift + Float(lag), unless: isWorse) + Self.keep(bestLag, unless: ~isWorse)
      }
    }
    return (highest, Float(Self.rate) / bestLag)
  }

  /// All bits set if the number is negative.
  @inline(__always)
  private static func sign(_ value: SIMD8<Float>) -> SIMD8<Int32> {
    unsafeBitCast(value, to: SIMD8<Int32>.self) &>> 31
  }

  /// The number, or 0 if the mask is set.
  @inline(__always)
  private static func keep(_ value: SIMD8<Float>, unless mask: SIMD8<Int32>) -> SIMD8<Float> {
    unsafeBitCast(unsafeBitCast(value, to: SIMD8<Int32>.self) & ~mask, to: SIMD8<Float>.self)
  }
}
