import Foundation

/// A recursive filter of second order, eight samples at a time. An output is a sum over the block's inputs
/// and over the filter's memory of the block before, so it needs no neighbouring output (block recursion,
/// Burrus 1971).
struct Biquad {
  typealias Lanes = SIMD8<Float>

  /// What the last two inputs and outputs before a block contribute to its outputs.
  struct Memory {
    let x1, x2, y1, y2: SIMD8<Float>
  }

  /// The last two inputs and outputs, each copied to all lanes.
  struct State {
    var x1 = SIMD8<Float>.zero
    var x2 = SIMD8<Float>.zero
    var y1 = SIMD8<Float>.zero
    var y2 = SIMD8<Float>.zero
  }

  private let b0, b1, b2, a1, a2: Float
  /// What each of eight inputs contributes to the eight outputs.
  let impulses: [SIMD8<Float>]
  let memory: Memory
  var state = State()

  /// y[n] = b₀x[n] + b₁x[n−1] + b₂x[n−2] − a₁y[n−1] − a₂y[n−2].
  init(b: (Double, Double, Double), a: (Double, Double)) {
    (b0, b1, b2) = (Float(b.0), Float(b.1), Float(b.2))
    (a1, a2) = (Float(a.0), Float(a.1))
    func response(_ input: [Double], y1: Double = 0, y2: Double = 0) -> Lanes {
      var (lanes, y1, y2) = (Lanes.zero, y1, y2)
      for n in 0..<8 {
        let y = (n < input.count ? input[n] : 0) - a.0 * y1 - a.1 * y2
        (lanes[n], y2, y1) = (Float(y), y1, y)
      }
      return lanes
    }
    impulses = (0..<8).map { response([Double](repeating: 0, count: $0) + [b.0, b.1, b.2]) }
    memory = Memory(
      x1: response([b.1, b.2]), x2: response([b.2]), y1: response([], y1: 1), y2: response([], y2: 1))
  }

  /// Removes DC and rumble: a Butterworth high-pass (bilinear transform; RBJ Audio EQ Cookbook, "HPF", Q = 1∕√2).
  ///
  /// - Parameter frequency: −3 dB point in hertz. 70 Hz lies below the lowest voices and above mains hum of
  ///   50 and 60 Hz.
  static func highPass(_ frequency: Double = 70, at sampleRate: SampleRate = .speech) -> Biquad {
    let omega = 2 * Double.pi * frequency / Double(sampleRate.hertz)
    let alpha = sin(omega) / 2.0.squareRoot()
    let (a0, b0) = (1 + alpha, (1 + cos(omega)) / 2)
    return Biquad(b: (b0 / a0, -2 * b0 / a0, b0 / a0), a: (-2 * cos(omega) / a0, (1 - alpha) / a0))
  }

  /// Filters `samples` in place, from the index `start` to the end.
  mutating func apply(to samples: inout [Float], from start: Int) {
    let whole = (samples.count - start) / 8
    var state = state
    samples.withUnsafeMutableBufferPointer { samples in
      impulses.withUnsafeBufferPointer { impulses in
        guard let place = samples.baseAddress.map({ $0 + start }), let h = impulses.baseAddress else {
          return
        }
        for block in 0..<whole { Self.step(place + block * 8, h, memory, &state) }
      }
    }
    self.state = state
    for index in (start + whole * 8)..<samples.count { samples[index] = next(samples[index]) }
    settle()
  }

  /// Filters eight samples in place.
  @inline(__always)
  static func step(
    _ x: UnsafeMutablePointer<Float>, _ h: UnsafePointer<SIMD8<Float>>, _ memory: Memory, _ state: inout State
  ) {
    var y = h[0] * Lanes(repeating: x[0]) + h[1] * Lanes(repeating: x[1])
    var other = h[2] * Lanes(repeating: x[2]) + h[3] * Lanes(repeating: x[3])
    y += h[4] * Lanes(repeating: x[4]) + h[5] * Lanes(repeating: x[5])
    other += memory.x1 * state.x1 + memory.x2 * state.x2
    (state.x1, state.x2) = (Lanes(repeating: x[7]), Lanes(repeating: x[6]))
    other += h[6] * state.x2 + h[7] * state.x1
    y += other
    y += memory.y1 * state.y1 + memory.y2 * state.y2
    UnsafeMutableRawPointer(x).storeBytes(of: y, as: Lanes.self)
    (state.y1, state.y2) = (Lanes(repeating: x[7]), Lanes(repeating: x[6]))
  }

  /// Filters one sample.
  mutating func next(_ x: Float) -> Float {
    let y =
      b0 * x + b1 * state.x1[0] + b2 * state.x2[0] - a1 * state.y1[0] - a2 * state.y2[0]
    (state.x2, state.x1, state.y2, state.y1) = (state.x1, Lanes(repeating: x), state.y1, Lanes(repeating: y))
    return y
  }

  /// Without this, rounding errors would circulate as denormal numbers in digital silence, at a hundred
  /// cycles each.
  mutating func settle() {
    if abs(state.y1[0]) < 1e-20 && abs(state.y2[0]) < 1e-20 { (state.y1, state.y2) = (.zero, .zero) }
  }
}
