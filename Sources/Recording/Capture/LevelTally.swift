import Foundation
import Signal

/// Sums up the levels of a whole recording.
struct LevelTally {
  private(set) var meter: LevelMeter
  private(set) var frames: Int64 = 0
  /// Levels of 10 ms windows between 100 and 7,400 Hz, where speech is found, in dBFS and in order; digital silence as
  /// −120.
  private(set) var windowLevelsDBFS: [Double] = []
  private(set) var longestZeros: Int64 = 0

  private var extractor: FeatureExtractor
  private var sum = 0.0
  private var zeros: Int64 = 0

  init(sampleRate: SampleRate) {
    meter = LevelMeter(hertz: sampleRate.hertz)
    extractor = FeatureExtractor(sampleRate: sampleRate)
  }

  /// Level of all samples in dBFS; `nil` for digital silence.
  var levelDBFS: Double? { sum > 0 ? 10 * log10(sum / Double(frames)) : nil }

  mutating func append(_ samples: UnsafeBufferPointer<Int16>) {
    meter.append(samples)
    frames += Int64(samples.count)
    for sample in samples {
      let value = Double(sample) / 32768
      sum += value * value
      zeros = sample == 0 ? zeros + 1 : 0
      longestZeros = max(longestZeros, zeros)
    }
    samples.map { Float($0) / 32768 }.withUnsafeBufferPointer { extractor.append($0) }
    takeWindows()
  }

  /// Nothing more will come.
  mutating func finish() {
    extractor.finish()
    takeWindows()
  }

  private mutating func takeWindows() {
    let table = extractor.table
    windowLevelsDBFS += (0..<table.count).map {
      table.isVoid[$0] ? -120 : Double(table.bands[$0][SpeechBands.whole])
    }
    extractor.table.removeFirst(table.count)
  }
}
