import Foundation
import Signal

/// Sums up the levels of a whole recording.
struct LevelTally {
  private(set) var meter: LevelMeter
  private(set) var frames: Int64 = 0
  /// Levels of whole 20 ms windows in dBFS, in order; digital silence as −120.
  private(set) var windowLevelsDBFS: [Double] = []
  private(set) var longestZeros: Int64 = 0

  private let windowLength: Int
  private var windowFill = 0
  private var windowSum = 0.0
  private var sum = 0.0
  private var zeros: Int64 = 0

  init(sampleRate: SampleRate) {
    meter = LevelMeter(hertz: sampleRate.hertz)
    windowLength = sampleRate.hertz / 50
  }

  /// Level of all samples in dBFS; `nil` for digital silence.
  var levelDBFS: Double? { sum > 0 ? 10 * log10(sum / Double(frames)) : nil }

  mutating func append(_ samples: UnsafeBufferPointer<Int16>) {
    meter.append(samples)
    frames += Int64(samples.count)
    for sample in samples {
      let value = Double(sample) / 32768
      sum += value * value
      windowSum += value * value
      windowFill += 1
      zeros = sample == 0 ? zeros + 1 : 0
      longestZeros = max(longestZeros, zeros)
      guard windowFill == windowLength else { continue }
      let mean = windowSum / Double(windowLength)
      windowLevelsDBFS.append(mean > 0 ? 10 * log10(mean) : -120)
      windowSum = 0
      windowFill = 0
    }
  }
}
