import Foundation

/// The discrete Fourier transform of eight real windows at once, one window per SIMD lane, so that the plain
/// algorithm is fully vectorised without a shuffle.
///
/// A real transform of length N is a complex one of length N∕2 on even and odd samples, which is then
/// separated (Press et al. 2007, Numerical Recipes, §12.3.2). The complex one uses decimation in time, two
/// radix-2 stages in one pass.
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
            if let real = real.baseAddress, let imaginary = imaginary.baseAddress,
              let cosines = cosines.baseAddress, let sines = sines.baseAddress
            {
              Self.butterflies(real, imaginary, cosines, sines, length)
            }
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

  /// All stages, two at a time, which halves the loads and stores.
  private static func butterflies(
    _ real: UnsafeMutablePointer<Lanes>, _ imaginary: UnsafeMutablePointer<Lanes>,
    _ cosines: UnsafePointer<Float>, _ sines: UnsafePointer<Float>, _ length: Int
  ) {
    let half = length / 2
    var span = 1
    if half.trailingZeroBitCount % 2 == 1 {
      for top in stride(from: 0, to: half, by: 2) {
        let (r, i) = (real[top], imaginary[top])
        (real[top], imaginary[top]) = (r + real[top &+ 1], i + imaginary[top &+ 1])
        (real[top &+ 1], imaginary[top &+ 1]) = (r - real[top &+ 1], i - imaginary[top &+ 1])
      }
      span = 2
    }
    while span < half {
      let step = half / span
      // The first factor is 1, which needs no multiplication.
      var top = 0
      while top < half {
        twoStages(
          real + top, imaginary + top, span, (real[top &+ span], imaginary[top &+ span]),
          (real[top &+ 3 &* span], imaginary[top &+ 3 &* span])
        ) { $0 }
        top &+= 4 &* span
      }
      // Factors in the outer loop, so that each is loaded once.
      var offset = 1
      while offset < span {
        let (c1, s1) = (cosines[offset &* step], sines[offset &* step])
        let (c2, s2) = (cosines[offset &* step / 2], sines[offset &* step / 2])
        var top = offset
        while top < half {
          twoStages(
            real + top, imaginary + top, span,
            turned((real[top &+ span], imaginary[top &+ span]), c1, s1),
            turned((real[top &+ 3 &* span], imaginary[top &+ 3 &* span]), c1, s1)
          ) { turned($0, c2, s2) }
          top &+= 4 &* span
        }
        offset &+= 1
      }
      span *= 4
    }
  }

  /// Two stages on four numbers, `span` apart; the second and the fourth are already multiplied by the first
  /// stage's factor.
  @inline(__always)
  private static func twoStages(
    _ real: UnsafeMutablePointer<Lanes>, _ imaginary: UnsafeMutablePointer<Lanes>, _ span: Int,
    _ b: (Lanes, Lanes), _ d: (Lanes, Lanes), turn: ((Lanes, Lanes)) -> (Lanes, Lanes)
  ) {
    let (a, c) = ((real[0], imaginary[0]), (real[2 &* span], imaginary[2 &* span]))
    let third = turn((c.0 + d.0, c.1 + d.1))
    let fourth = turn((c.0 - d.0, c.1 - d.1))
    let (first, second) = ((a.0 + b.0, a.1 + b.1), (a.0 - b.0, a.1 - b.1))
    (real[0], imaginary[0]) = (first.0 + third.0, first.1 + third.1)
    (real[2 &* span], imaginary[2 &* span]) = (first.0 - third.0, first.1 - third.1)
    // The factor of the second pair is −i times that of the first.
    (real[span], imaginary[span]) = (second.0 + fourth.1, second.1 - fourth.0)
    (real[3 &* span], imaginary[3 &* span]) = (second.0 - fourth.1, second.1 + fourth.0)
  }

  @inline(__always)
  private static func turned(_ value: (Lanes, Lanes), _ c: Float, _ s: Float) -> (Lanes, Lanes) {
    (value.0 * c - value.1 * s, value.0 * s + value.1 * c)
  }
}
