import Foundation
import Signal
import SpeechTiming

/// What the analyser decides on one recording, as `score.py` reads it.
struct Decision: Encodable {
  let file: String
  let duration: Double
  let speech: [[Double]]
  let syllables: [String: Int]
  let filledPauses: [[String: Double]]

  init(_ samples: [Float], rate: SampleRate, model: SpeechModel, name: String) {
    var analyzer = SpeechAnalyzer(sampleRate: rate, settings: TimingSettings(), model: model)
    samples.withUnsafeBufferPointer { analyzer.append($0) }
    let pacing = analyzer.finish()
    (file, duration) = (name, pacing.duration)
    speech = pacing.speech.map { [$0.start, $0.end] }
    syllables = ["count": pacing.nuclei.count]
    filledPauses = pacing.filledPauses.map {
      ["start": $0.interval.start, "end": $0.interval.end, "confidence": $0.confidence]
    }
  }

  /// Prints one line of JSON.
  func show() throws { print(String(decoding: try JSONEncoder().encode(self), as: UTF8.self)) }
}
