import Foundation

/// How periodic eight windows are and at which frequency: the largest normalised autocorrelation of 40 ms over
/// the lags of 70–400 Hz, from the power spectrum between 60 and 1200 Hz (Wiener–Khinchin), divided by the
/// window's own autocorrelation (Boersma 1993, eq. 9). Works at 4 kHz, which holds that spectrum.
struct Periodicity {
  /// Hertz.
  static let rate = 4000
  /// 40 ms.
  static let length = 160
  /// A hop at 4 kHz.
  static let hop = 40
  private static let points = 256
  /// 400 and 70 Hz, in samples at 4 kHz, and a neighbour on each side for the parabola.
  private static let lags = 9...58
  private var transform = FourierTransform(length: Self.points)
  private let window: [Float]
  private let correction: [Float]
  private var power = [SIMD8<Float>](repeating: .zero, count: Self.points)
  private var correlation = [SIMD8<Float>](repeating: .zero, count: Self.lags.upperBound + 1)

  init() {
    let count = Self.length
    let hann = (0..<count).map { 0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(count)) }
    window = hann.map { Float($0) }
    let energy = hann.reduce(0) { $0 + $1 * $1 }
    correction = (0...Self.lags.upperBound).map { lag in
      Float(energy / zip(hann, hann.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  /// Appends eight windows to `periodicity` and `pitch`; window w begins at `samples[start + w · hop]`.
  mutating func append(_ samples: [Float], from start: Int, to table: inout FeatureTable) {
    computePower(samples, from: start)
    autocorrelate()
    for lane in 0..<8 {
      // Power of 60–1200 Hz at lag 0; −110 dBFS is nobody's voice.
      let energy = correlation[0][lane]
      guard energy > 1e-11 * Float(Self.points * Self.length) else {
        table.periodicity.append(0)
        table.pitch.append(0)
        continue
      }
      let (value, lag) = peak(lane: lane)
      table.periodicity.append(min(1, max(0, value / energy)))
      table.pitch.append(Float(Self.rate) / lag)
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

  /// The highest local maximum of a lane and its lag, both from a parabola through three lags.
  private func peak(lane: Int) -> (value: Float, lag: Float) {
    var best: (value: Float, lag: Float) = (0, Float(Self.lags.upperBound))
    for lag in (Self.lags.lowerBound + 1)..<Self.lags.upperBound {
      let (left, middle, right) = (
        correlation[lag - 1][lane], correlation[lag][lane], correlation[lag + 1][lane]
      )
      guard middle >= left, middle >= right, middle > best.value else { continue }
      let bend = left - 2 * middle + right
      let shift = bend < 0 ? 0.5 * (left - right) / bend : 0
      best = (middle - 0.25 * (left - right) * shift, Float(lag) + shift)
    }
    return best
  }
}
