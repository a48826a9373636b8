import Foundation
import Rehearsal

/// Levels of a stream of 16-bit samples as it goes by, for a light and for the signs of a dead microphone.
public struct LevelMeter: Sendable {
  /// Below this peak, as a fraction of full scale, the microphone is not open.
  public static let deadPeak = RehearsalSettings().deadMicrophonePeak

  /// Largest absolute sample so far as a fraction of full scale, 0…1.
  public private(set) var peak = 0.0
  /// How often at least three equal samples in a row were at full scale.
  public private(set) var clippings = 0
  /// Frames so far.
  public private(set) var frames: Int64 = 0

  private let blockLength: Int
  private var blockFill = 0
  private var blockSum = 0.0
  private var blockSquares = 0.0
  private var recent: [Double]
  private var next = 0
  private var zeros: Int64 = 0
  private var quietRun: Int64 = 0
  private var atFullScale = 0
  private var last: Int16 = 0
  private let rate: Double

  /// A meter for mono samples at `hertz` frames per second.
  public init(hertz: Int) {
    rate = Double(hertz)
    blockLength = max(1, hertz / 100)
    recent = [Double](repeating: 0, count: 5)
  }

  /// Level of the last 50 ms in dBFS, where a full-scale sine is −3; `nil` for digital silence. An offset, or a slow
  /// drift, is no sound: each 10 ms count from their own mean.
  public var recentDBFS: Double? {
    let mean = recent.reduce(0, +) / Double(recent.count)
    return mean > 0 ? 10 * log10(mean) : nil
  }

  /// How long every sample up to now has been exactly 0, in seconds. A muted digital input gives zeros.
  public var zeroSeconds: Double { Double(zeros) / rate }

  /// How long every sample up to now has been below `deadPeak`, in seconds.
  public var quietSeconds: Double { Double(quietRun) / rate }

  /// Takes the next samples.
  public mutating func append(_ samples: UnsafeBufferPointer<Int16>) {
    let quiet = Int32(Self.deadPeak * 32768)
    var largest: Int32 = 0
    for sample in samples {
      let magnitude = abs(Int32(sample))
      largest = max(largest, magnitude)
      zeros = sample == 0 ? zeros + 1 : 0
      quietRun = magnitude <= quiet ? quietRun + 1 : 0
      let isFull = sample == .max || sample == .min
      atFullScale = isFull ? (sample == last ? atFullScale + 1 : 1) : 0
      if atFullScale == 3 { clippings += 1 }
      last = sample
      blockSum += Double(sample)
      blockSquares += Double(sample) * Double(sample)
      blockFill += 1
      if blockFill == blockLength { closeBlock() }
    }
    peak = max(peak, Double(largest) / 32768)
    frames += Int64(samples.count)
  }

  private mutating func closeBlock() {
    let mean = blockSum / Double(blockLength)
    recent[next] = max(0, blockSquares / Double(blockLength) - mean * mean) / (32768 * 32768)
    next = (next + 1) % recent.count
    (blockSum, blockSquares) = (0, 0)
    blockFill = 0
  }
}
