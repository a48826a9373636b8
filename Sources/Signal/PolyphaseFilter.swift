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

  /// The most fractions that are tabulated. The usual rates need 1 (48 kHz) to 320 (11.025 kHz). If more are
  /// needed, the nearest fraction is used, at most 1 ∕ 1280 sample off: −72 dB at 4 kHz from 44.1 kHz.
  private static let mostPhases = 640
  /// Kaiser's parameter: side lobes of −50 dB.
  private static let kaiser = 4.5

  /// Rates in hertz.
  let input, output: Int

  /// The filter from `input` to `output` hertz.
  ///
  /// - Parameters:
  ///   - halfLength: half the length in periods of the slower rate. 12 gives, for 48 → 16 kHz, −0.8 dB at 7.4 kHz
  ///     and −57 dB from 9.0 kHz on; what folds back lies above 7 kHz, in the last band.
  ///   - cutoff: middle of the transition as a part of the slower rate's Nyquist frequency.
  init(from input: Int, to output: Int, halfLength: Double = 12, cutoff: Double = 1) {
    (self.input, self.output) = (input, output)
    if input == output {
      (phases, taps, reach, coefficients) = (1, 8, 4, [0, 0, 0, 1, 0, 0, 0, 0])
      return
    }
    let phases = min(output / Self.greatestCommonDivisor(input, output), Self.mostPhases)
    let stretch = Double(input) / Double(min(input, output))
    let half = halfLength * stretch
    let taps = (Int((2 * half).rounded(.up)) + 7) / 8 * 8
    // When the rate goes up, images of frequencies just below the Nyquist frequency must be kept out.
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

  /// The coefficients of the first fraction; these are the whole filter if one fraction is enough.
  var first: [Float] { Array(coefficients[..<taps]) }

  /// The place of an output: the first input sample under the filter, and the tabulated fraction after
  /// `start + reach − 1`.
  struct Place {
    let start, phase: Int
  }

  /// The filtered input at a place.
  @inline(__always)
  func value(of input: UnsafeBufferPointer<Float>, at place: Place) -> Float {
    values(of: input, at: (place, place, place, place))[0]
  }

  /// The filtered input at four places at once: a single sum would wait for its own additions.
  @inline(__always)
  func values(
    of input: UnsafeBufferPointer<Float>, at places: (Place, Place, Place, Place)
  ) -> SIMD4<Float> {
    coefficients.withUnsafeBytes { table in
      guard let table = table.baseAddress, let input = UnsafeRawPointer(input.baseAddress) else {
        return .zero
      }
      let (left, right) = (table + places.0.phase * taps * 4, input + places.0.start * 4)
      let (left1, right1) = (table + places.1.phase * taps * 4, input + places.1.start * 4)
      let (left2, right2) = (table + places.2.phase * taps * 4, input + places.2.start * 4)
      let (left3, right3) = (table + places.3.phase * taps * 4, input + places.3.start * 4)
      var (a, b) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
      var (c, d) = (a, b)
      // Counted in bytes, through pointers: checks of bounds and overflow took most of the loop.
      var byte = 0
      while byte < taps &* 4 {
        a += Self.load(left + byte) * Self.load(right + byte)
        b += Self.load(left1 + byte) * Self.load(right1 + byte)
        c += Self.load(left2 + byte) * Self.load(right2 + byte)
        d += Self.load(left3 + byte) * Self.load(right3 + byte)
        byte &+= 32
      }
      return SIMD4(a.sum(), b.sum(), c.sum(), d.sum())
    }
  }

  @inline(__always)
  private static func load(_ place: UnsafeRawPointer) -> SIMD8<Float> {
    place.loadUnaligned(as: SIMD8<Float>.self)
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
