import Foundation

/// The discrete Fourier transform of eight real windows at once, one window per SIMD lane, so that the plain
/// algorithm is fully vectorised without a shuffle.
///
/// A real transform of length N is a complex one of N∕2 on even and odd samples, then separated (Press et al.
/// 2007, Numerical Recipes, §12.3.2); the complex one is radix-2, decimation in time.
struct FourierTransform {
  typealias Lanes = SIMD8<Float>

  /// Window length N, a power of two.
  let length: Int
  private let half: Int
  private let reversed: [Int]
  private let cosines: [Float]
  private let sines: [Float]
  private var real: [Lanes]
  private var imaginary: [Lanes]

  init(length: Int) {
    self.length = length
    half = length / 2
    let bits = half.trailingZeroBitCount
    reversed = (0..<half).map { index in
      (0..<bits).reduce(0) { $0 | ((index >> $1) & 1) << (bits - 1 - $1) }
    }
    let step = 2 * Double.pi / Double(length)
    cosines = (0...half).map { Float(cos(step * Double($0))) }
    sines = (0...half).map { Float(-sin(step * Double($0))) }
    real = [Lanes](repeating: .zero, count: half)
    imaginary = real
  }

  /// Calls `input(n)` for each of the N samples, then `output(k, X[k])` for k = 0…N∕2.
  @inline(__always)
  mutating func transform(
    input: (Int) -> Lanes, output: (_ k: Int, _ real: Lanes, _ imaginary: Lanes) -> Void
  ) {
    let (half, length) = (half, length)
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        cosines.withUnsafeBufferPointer { cosines in
          sines.withUnsafeBufferPointer { sines in
            for index in 0..<half {
              real[reversed[index]] = input(2 * index)
              imaginary[reversed[index]] = input(2 * index + 1)
            }
            Self.butterflies(real, imaginary, cosines, sines, length)
            output(0, real[0] + imaginary[0], .zero)
            output(half, real[0] - imaginary[0], .zero)
            for k in 1..<half {
              let (xr, xi) = (real[k], imaginary[k])
              let (yr, yi) = (real[half - k], imaginary[half - k])
              let (evenR, evenI) = ((xr + yr) * 0.5, (xi - yi) * 0.5)
              let (oddR, oddI) = ((xi + yi) * 0.5, (yr - xr) * 0.5)
              let (c, s) = (cosines[k], sines[k])
              output(k, evenR + oddR * c - oddI * s, evenI + oddR * s + oddI * c)
            }
          }
        }
      }
    }
  }

  private static func butterflies(
    _ real: UnsafeMutableBufferPointer<Lanes>, _ imaginary: UnsafeMutableBufferPointer<Lanes>,
    _ cosines: UnsafeBufferPointer<Float>, _ sines: UnsafeBufferPointer<Float>, _ length: Int
  ) {
    let half = length / 2
    var span = 1
    while span < half {
      let stride = half / span
      // The first factor is 1: a quarter of all multiplications.
      var top = 0
      while top < half {
        Self.butterfly(real, imaginary, top, top &+ span, (real[top &+ span], imaginary[top &+ span]))
        top &+= 2 &* span
      }
      // One factor after the other, so that it is loaded once.
      var offset = 1
      while offset < span {
        let (c, s) = (Lanes(repeating: cosines[offset &* stride]), Lanes(repeating: sines[offset &* stride]))
        var top = offset
        while top < half {
          let (r, i) = (real[top &+ span], imaginary[top &+ span])
          Self.butterfly(real, imaginary, top, top &+ span, (r * c - i * s, r * s + i * c))
          top &+= 2 &* span
        }
        offset &+= 1
      }
      span *= 2
    }
  }

  @inline(__always)
  private static func butterfly(
    _ real: UnsafeMutableBufferPointer<Lanes>, _ imaginary: UnsafeMutableBufferPointer<Lanes>, _ top: Int,
    _ bottom: Int, _ turned: (Lanes, Lanes)
  ) {
    let (r, i) = (real[top], imaginary[top])
    real[bottom] = r - turned.0
    imaginary[bottom] = i - turned.1
    real[top] = r + turned.0
    imaginary[top] = i + turned.1
  }
}
