import Foundation
import Testing

@testable import Signal

@Suite struct FourierTransformTests {
  @Test("every lane equals the sum that defines the transform")
  func equalsDefinition() {
    let length = 32
    var source = TestSignal(seed: 3)
    let lanes = (0..<8).map { _ in source.noise(length, rms: 0.3) }
    var transform = FourierTransform(length: length)
    var result = [(SIMD8<Float>, SIMD8<Float>)](repeating: (.zero, .zero), count: length / 2 + 1)
    transform.transform { n in
      var value = SIMD8<Float>.zero
      for lane in 0..<8 { value[lane] = lanes[lane][n] }
      return value
    } output: { k, real, imaginary in
      result[k] = (real, imaginary)
    }
    for lane in 0..<8 {
      for k in 0...length / 2 {
        var (real, imaginary) = (0.0, 0.0)
        for n in 0..<length {
          let angle = -2 * Double.pi * Double(k * n) / Double(length)
          real += Double(lanes[lane][n]) * cos(angle)
          imaginary += Double(lanes[lane][n]) * sin(angle)
        }
        #expect(abs(Double(result[k].0[lane]) - real) < 1e-5)
        #expect(abs(Double(result[k].1[lane]) - imaginary) < 1e-5)
      }
    }
  }

  @Test("decibels and powers agree with the C library")
  func decibels() {
    for exponent in stride(from: -11.9, through: 6, by: 0.173) {
      let power = Float(pow(10, exponent))
      #expect(abs(Double(Decibels.ofPower(power)) - 10 * log10(Double(power))) < 0.001)
      let back = Decibels.power(SIMD16(repeating: Float(10 * exponent)))[5]
      #expect(abs(Double(back) / pow(10, exponent) - 1) < 1e-4)
    }
  }
}
