/// Decibels of many windows at once, without a call per value.
///
/// log₂ is split into exponent and mantissa, and the mantissa's part is a polynomial. Aloud does not use the
/// C library for this, so that every machine computes the same bits.
package enum Decibels {
  /// Power of digital silence, −120 dB. It keeps the logarithm finite and hides nothing, because it is 18 dB
  /// under the quantisation noise of 16-bit audio (−101.1 dBFS).
  package static let leastPower: Float = 1e-12

  /// 10·log₁₀ of each power, which is raised to `leastPower` if lower; within 0.001 dB of the exact value.
  @inline(__always)
  package static func ofPower(_ power: SIMD8<Float>) -> SIMD8<Float> {
    log2(larger(power, SIMD8(repeating: leastPower))) * decibelsPerOctave
  }

  /// 10·log₁₀ of each power, which is raised to `leastPower` if lower; within 0.001 dB of the exact value.
  @inline(__always)
  package static func ofPower(_ power: SIMD16<Float>) -> SIMD16<Float> {
    SIMD16(lowHalf: ofPower(power.lowHalf), highHalf: ofPower(power.highHalf))
  }

  /// 10·log₁₀ of one power, which is raised to `leastPower` if lower.
  package static func ofPower(_ power: Float) -> Float { ofPower(SIMD8(repeating: power))[0] }

  /// 10·log₁₀ 2.
  private static let decibelsPerOctave: Float = 3.010_299_96

  /// Powers of each level in dB, 10^(dB/10), between −300 and +300 dB; within 0.01 % of the exact value.
  @inline(__always)
  package static func power(_ decibels: SIMD16<Float>) -> SIMD16<Float> {
    exp2(decibels * (1 / decibelsPerOctave))
  }

  /// log₂ of positive normal numbers. The polynomial is the least-squares fit of degree 6 to log₂(m) on
  /// 1 ≤ m < 2 at Chebyshev nodes; largest error 5·10⁻⁶.
  @inline(__always)
  package static func log2(_ value: SIMD8<Float>) -> SIMD8<Float> {
    let bits = unsafeBitCast(value, to: SIMD8<Int32>.self)
    // An integer in the low bits of 2²³ reads as 2²³ + integer: a conversion without a conversion
    // instruction.
    let exponent =
      unsafeBitCast((bits &>> 23) | 0x4B00_0000, to: SIMD8<Float>.self) - (8_388_608 + 127)
    let m = unsafeBitCast((bits & 0x007F_FFFF) | 0x3F80_0000, to: SIMD8<Float>.self)
    var sum = SIMD8<Float>(repeating: -0.0245685354)
    sum = sum * m + 0.265024304
    sum = sum * m - 1.22929096
    sum = sum * m + 3.21280026
    sum = sum * m - 5.26168251
    sum = sum * m + 6.06687164
    sum = sum * m - 3.02915144
    return exponent + sum
  }

  /// 2^x between −126 and 126; polynomial of degree 5 on ±½ at Chebyshev nodes.
  @inline(__always)
  static func exp2(_ value: SIMD16<Float>) -> SIMD16<Float> {
    let x = clamped(value, -126, 126)
    // Adding 1.5 · 2²³ rounds to the nearest integer and leaves it in the low bits.
    let shifted = x + 12_582_912
    let f = x - (shifted - 12_582_912)
    var sum = SIMD16<Float>(repeating: 0.00133908634)
    sum = sum * f + 0.00967603192
    sum = sum * f + 0.0555035711
    sum = sum * f + 0.240221075
    sum = sum * f + 0.693147188
    sum = sum * f + 1.00000008
    let scale = unsafeBitCast(
      (unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- (0x4B40_0000 - 127)) &<< 23,
      to: SIMD16<Float>.self)
    return sum * scale
  }

  /// The larger of each lane, for finite numbers. The sign of the difference is the mask: in Swift 6.3
  /// `pointwiseMax` of the standard library is called, not inlined, and masks of comparisons are moved lane
  /// by lane.
  @inline(__always)
  package static func larger(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    select(a, b, unsafeBitCast(a - b, to: SIMD8<Int32>.self) &>> 31)
  }

  /// The smaller of each lane, for finite numbers.
  @inline(__always)
  package static func smaller(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    select(a, b, unsafeBitCast(b - a, to: SIMD8<Int32>.self) &>> 31)
  }

  /// Each lane, clamped to `low` and `high`.
  @inline(__always)
  package static func clamped(_ value: SIMD16<Float>, _ low: Float, _ high: Float) -> SIMD16<Float> {
    let (low, high) = (SIMD8(repeating: low), SIMD8(repeating: high))
    return SIMD16(
      lowHalf: smaller(larger(value.lowHalf, low), high), highHalf: smaller(larger(value.highHalf, low), high)
    )
  }

  /// The absolute value of each lane.
  @inline(__always)
  package static func magnitude(_ value: SIMD8<Float>) -> SIMD8<Float> {
    unsafeBitCast(unsafeBitCast(value, to: SIMD8<Int32>.self) & 0x7FFF_FFFF, to: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func select(
    _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ second: SIMD8<Int32>
  ) -> SIMD8<Float> {
    let first = unsafeBitCast(a, to: SIMD8<Int32>.self) & ~second
    return unsafeBitCast(first | (unsafeBitCast(b, to: SIMD8<Int32>.self) & second), to: SIMD8<Float>.self)
  }
}
