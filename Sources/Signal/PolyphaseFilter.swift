import Foundation

/// A low-pass for changing the sample rate: a Kaiser-windowed sinc, tabulated at equal fractions of an input
/// sample (Crochiere & Rabiner 1983, Multirate Digital Signal Processing, ch. 4).
struct PolyphaseFilter {
  /// Number of tabulated fractions.
  let phases: Int
  /// Coefficients per fraction; a multiple of 8.
  let taps: Int
  /// Input samples from the first coefficient to the output's position: taps ∕ 2.
  let reach: Int
  private let coefficients: [Float]

  /// Most fractions that are tabulated. The usual rates need 1 (48 kHz) to 320 (11.025 kHz); where the exact
  /// number is larger the nearest fraction is used, at most 1 ∕ 1280 sample off: −72 dB at 4 kHz from 44.1 kHz.
  private static let mostPhases = 640
  /// Kaiser's parameter: side lobes of −60 dB.
  private static let kaiser = 5.6

  /// Rates in hertz.
  let input, output: Int

  /// The filter from `input` to `output` hertz.
  ///
  /// - Parameters:
  ///   - halfLength: half the length in periods of the slower rate. 15 gives, for 48 → 16 kHz, −1 dB at 7.4 kHz
  ///     and −60 dB from 9.0 kHz on; what folds back lies above 7 kHz, in the last band.
  ///   - cutoff: middle of the transition as a part of the slower rate's Nyquist frequency.
  init(from input: Int, to output: Int, halfLength: Double = 15, cutoff: Double = 1) {
    (self.input, self.output) = (input, output)
    if input == output {
      (phases, taps, reach, coefficients) = (1, 8, 4, [0, 0, 0, 1, 0, 0, 0, 0])
      return
    }
    let phases = min(output / Self.greatestCommonDivisor(input, output), Self.mostPhases)
    let stretch = Double(input) / Double(min(input, output))
    let half = halfLength * stretch
    let taps = (Int((2 * half).rounded(.up)) + 7) / 8 * 8
    // Going up, the images of what lies just under the Nyquist frequency must stay out.
    let edge = (input < output ? 0.94 : cutoff) / stretch
    var table: [Float] = []
    table.reserveCapacity((phases + 1) * taps)
    for phase in 0...phases {
      let center = Double(taps / 2 - 1) + Double(phase) / Double(phases)
      let row = (0..<taps).map { tap in
        let x = Double(tap) - center
        return Self.sinc(edge * x) * Self.window(x / half)
      }
      let gain = 1 / row.reduce(0, +)
      table += row.map { Float($0 * gain) }
    }
    (self.phases, self.taps, reach, coefficients) = (phases, taps, taps / 2, table)
  }

  /// The filtered input at `start + reach − 1 + phase ∕ phases`.
  @inline(__always)
  func value(of input: UnsafeBufferPointer<Float>, from start: Int, phase: Int) -> Float {
    coefficients.withUnsafeBytes { table in
      let input = UnsafeRawBufferPointer(input)
      var sum = SIMD8<Float>.zero
      var (left, right) = (phase * taps * 4, start * 4)
      let end = left + taps * 4
      while left < end {
        sum +=
          table.loadUnaligned(fromByteOffset: left, as: SIMD8<Float>.self)
          * input.loadUnaligned(fromByteOffset: right, as: SIMD8<Float>.self)
        left += 32
        right += 32
      }
      return sum.sum()
    }
  }

  private static func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }

  /// Kaiser's window at −1 ≤ x ≤ 1, 0 outside.
  private static func window(_ x: Double) -> Double {
    abs(x) >= 1 ? 0 : bessel(kaiser * (1 - x * x).squareRoot()) / bessel(kaiser)
  }

  /// The modified Bessel function I₀ by its power series.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1...40 {
      term *= (x / 2 / Double(k)) * (x / 2 / Double(k))
      sum += term
    }
    return sum
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
