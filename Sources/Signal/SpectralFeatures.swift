import Foundation

/// Band levels and flatness of eight windows at once: 25 ms Hann windows around the middle of each hop, FFT of
/// 512 points at 16 kHz.
struct SpectralFeatures {
  /// Window length in samples: 25 ms.
  static let length = 400
  private static let points = 512
  private var transform = FourierTransform(length: Self.points)
  private let window: [Float]
  private let bins = SpeechBands.bins(length: Self.points)
  private var power = [SIMD8<Float>](repeating: .zero, count: Self.points / 2 + 1)

  init() {
    // Scaled so that the bin powers of a window sum to its mean squared sample (Parseval; Heinzel et al. 2002).
    let hann = (0..<Self.length).map { 0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(Self.length)) }
    let energy = hann.reduce(0) { $0 + $1 * $1 }
    let scale = (2 / (energy * Double(Self.points))).squareRoot()
    window = hann.map { Float($0 * scale) }
  }

  /// Appends eight windows to `bands` and `flatness`; window w begins at `samples[start + w · hopSamples]`.
  mutating func append(_ samples: [Float], from start: Int, to table: inout FeatureTable) {
    let window = window
    samples.withUnsafeBufferPointer { samples in
      window.withUnsafeBufferPointer { window in
        power.withUnsafeMutableBufferPointer { power in
          transform.transform { n in
            guard n < Self.length else { return .zero }
            return window[n] * SIMD8(samples, from: start + n, stride: FeatureTable.hopSamples)
          } output: { k, real, imaginary in
            power[k] = real * real + imaginary * imaginary
          }
        }
      }
    }
    appendBands(to: &table)
    appendFlatness(to: &table)
  }

  private func appendBands(to table: inout FeatureTable) {
    // Written as plain numbers in a row: setting lanes of an array's elements would check bounds each time.
    let stride = SpeechBands.count + 1
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 8 * stride) { levels in
      var total = SIMD8<Float>.zero
      for band in 0..<stride {
        var sum = total
        if band < SpeechBands.count {
          sum = .zero
          for bin in bins[band]..<bins[band + 1] { sum += power[bin] }
          total += sum
          sum /= Float(bins[band + 1] - bins[band])
        }
        let level = Decibels.ofPower(sum)
        for lane in 0..<8 { levels[lane * stride + band] = level[lane] }
      }
      let rows = UnsafeRawBufferPointer(levels)
      for lane in 0..<8 {
        table.bands.append(rows.loadUnaligned(fromByteOffset: lane * stride * 4, as: SIMD16<Float>.self))
      }
    }
  }

  private func appendFlatness(to table: inout FeatureTable) {
    // 300–4000 Hz in bins of 31.25 Hz.
    let range = 10..<128
    var (sum, logarithms) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    for bin in range {
      sum += power[bin]
      logarithms += Decibels.ofPower(power[bin])
    }
    let count = Float(range.count)
    let flatness = logarithms / count - Decibels.ofPower(sum / count)
    for lane in 0..<8 { table.flatness.append(flatness[lane]) }
  }
}

extension SIMD8 where Scalar == Float {
  /// Eight samples, `stride` apart.
  @inline(__always)
  init(_ samples: UnsafeBufferPointer<Float>, from start: Int, stride: Int) {
    self.init(
      samples[start], samples[start + stride], samples[start + 2 * stride], samples[start + 3 * stride],
      samples[start + 4 * stride], samples[start + 5 * stride], samples[start + 6 * stride],
      samples[start + 7 * stride])
  }
}
