import Foundation
import SelfTest
import Signal

@testable import SpeechTiming

extension SampleRate {
  /// The rate that most of these tests render at: the analysis' own.
  static let plain = SampleRate(tested: 16_000)

  /// A rate that is known to be good.
  init(tested hertz: Int) { self = (try? SampleRate(hertz: hertz)) ?? .preferred }
}

extension PlantedVoice {
  /// A voice of −20 dBFS in a room 40 dB under it, at 16 kHz.
  init(seed: UInt64 = 1) { self.init(rate: .plain, seed: seed) }
}

extension Pacing {
  /// Measures samples block by block.
  init(measured samples: [Float], rate: SampleRate = .plain, block: Int = 480, gaps: [Gap] = []) {
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: block) {
        let end = min(samples.count, start + block)
        analyzer.append(UnsafeBufferPointer(rebasing: samples[start..<end]))
      }
    }
    self = analyzer.finish(gaps: gaps)
  }

  /// The drawing of a result: one character per 50 ms, `#` where more than half is speech.
  var drawing: String {
    (0..<Int((duration / PlantedVoice.character).rounded())).map { index in
      let start = Double(index) * PlantedVoice.character
      let cell = Interval(start: start, end: start + PlantedVoice.character)
      let sounding = speech.compactMap { $0.intersection(cell)?.duration }.reduce(0, +)
      return sounding > PlantedVoice.character / 2 ? "#" : "."
    }.joined()
  }
}
