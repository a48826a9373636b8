import Foundation

/// Removes DC and rumble: a Butterworth high-pass of second order (bilinear transform; RBJ Audio EQ Cookbook,
/// "HPF", Q = 1∕√2).
struct HighPass {
  private let b0, b1, b2, a1, a2: Float
  private var x1: Float = 0
  private var x2: Float = 0
  private var y1: Float = 0
  private var y2: Float = 0

  /// - Parameter frequency: −3 dB point in hertz. 70 Hz lies under the lowest voices and above mains hum of
  ///   50 and 60 Hz.
  init(frequency: Double = 70, sampleRate: SampleRate = .speech) {
    let omega = 2 * Double.pi * frequency / Double(sampleRate.hertz)
    let alpha = sin(omega) / 2.0.squareRoot()
    let a0 = 1 + alpha
    b0 = Float((1 + cos(omega)) / 2 / a0)
    b1 = -2 * b0
    b2 = b0
    a1 = Float(-2 * cos(omega) / a0)
    a2 = Float((1 - alpha) / a0)
  }

  /// Filters `samples` in place, from the index `start` to the end.
  mutating func apply(to samples: inout [Float], from start: Int) {
    for index in start..<samples.count {
      let x = samples[index]
      let y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
      (x2, x1, y2, y1) = (x1, x, y1, y)
      samples[index] = y
    }
    // Rounding errors would otherwise circle as denormal numbers in digital silence, at a hundred cycles each.
    if abs(y1) < 1e-20 && abs(y2) < 1e-20 { (y1, y2) = (0, 0) }
  }
}
