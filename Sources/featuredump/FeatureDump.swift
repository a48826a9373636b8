import Foundation
import Signal
import SpeechTiming

/// For `scripts/train` and `scripts/train-nuclei` only: shows what the analyser sees, so that Python never
/// computes a feature itself.
///
/// Reads lines `RATE⇥INPUT⇥OUTPUT` from standard input; INPUT is raw mono 32-bit float. Without arguments it
/// writes the model's inputs of each window to OUTPUT, raw 32-bit float, `ModelInputs.width` per window; with
/// `--speech` one more, 1 where the model in use hears speech and 0 elsewhere. With a file of model numbers as
/// its argument it decides with that model and prints a JSON line per input.
@main
enum FeatureDump {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let withSpeech = arguments.first == "--speech"
    let numbers = try withSpeech ? nil : arguments.first.map { try floats(at: $0) }
    while let line = readLine() {
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 3, let hertz = Int(parts[0]) else { throw CocoaError(.fileReadCorruptFile) }
      let rate = try SampleRate(hertz: hertz)
      let samples = try floats(at: parts[1])
      if arguments.isEmpty || withSpeech {
        try dump(samples, rate: rate, withSpeech: withSpeech, to: parts[2])
      } else {
        let model = numbers.flatMap { $0.isEmpty ? SpeechModel.trained : SpeechModel(numbers: $0) }
        guard let model else { throw CocoaError(.fileReadCorruptFile) }
        try decide(samples, rate: rate, model: model, name: parts[2])
      }
    }
  }

  private static func dump(_ samples: [Float], rate: SampleRate, withSpeech: Bool, to path: String) throws {
    var extractor = FeatureExtractor(sampleRate: rate)
    samples.withUnsafeBufferPointer { extractor.append($0) }
    extractor.finish()
    let section = Section(table: extractor.table, count: extractor.table.count, sampleRate: rate)
    let inputs = ModelInputs(section, floor: NoiseFloor(section))
    var values = inputs.values
    if withSpeech, let model = SpeechModel.trained {
      let isSpeech = model.isSpeech(inputs, of: section)
      values = isSpeech.indices.flatMap { window in
        inputs.values[(window * ModelInputs.width)..<((window + 1) * ModelInputs.width)]
          + [isSpeech[window] ? 1 : 0]
      }
    }
    try values.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
  }

  private static func decide(_ samples: [Float], rate: SampleRate, model: SpeechModel, name: String) throws {
    var analyzer = SpeechAnalyzer(sampleRate: rate, settings: TimingSettings(), model: model)
    samples.withUnsafeBufferPointer { analyzer.append($0) }
    let pacing = analyzer.finish()
    let line = Line(
      file: name, duration: pacing.duration, speech: pacing.speech.map { [$0.start, $0.end] },
      syllables: ["count": pacing.nuclei.count],
      filledPauses: pacing.filledPauses.map {
        ["start": $0.interval.start, "end": $0.interval.end, "confidence": $0.confidence]
      })
    print(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
  }

  private static func floats(at path: String) throws -> [Float] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return data.withUnsafeBytes { raw in
      (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }

  /// One line of output, as `score.py` reads it.
  private struct Line: Encodable {
    let file: String
    let duration: Double
    let speech: [[Double]]
    let syllables: [String: Int]
    let filledPauses: [[String: Double]]
  }
}
