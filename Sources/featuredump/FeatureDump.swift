import Foundation
import Signal
import SpeechTiming

/// For `scripts/train` and `scripts/train-nuclei` only: shows what the analyser sees, so that Python never
/// computes a feature itself.
///
/// Reads lines `RATE⇥INPUT⇥OUTPUT` from standard input; INPUT is raw mono 32-bit float, and so is OUTPUT:
///
///     featuredump                   the model's inputs, `ModelInputs.width` numbers per window
///     featuredump --speech          one more per window: 1 where the model in use hears speech, else 0
///     featuredump --nuclei NUMBERS  INPUT is what `--speech` wrote; OUTPUT: the features of every piece that the
///                                   nucleus network of these numbers finds, `NucleusFeature` after `NucleusFeature`
///     featuredump NUMBERS           decides with the speech model of these numbers, or with the one in use when there
///                                   are none, and prints a JSON line per input, named OUTPUT
@main
enum FeatureDump {
  static func main() throws {
    let work = try Work(Array(CommandLine.arguments.dropFirst()))
    while let line = readLine() {
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 3, let hertz = Int(parts[0]) else { throw CocoaError(.fileReadCorruptFile) }
      try work.run(try FloatFile.read(parts[1]), rate: try SampleRate(hertz: hertz), to: parts[2])
    }
  }
}

/// What is done with each input.
private enum Work {
  case inputs(withSpeech: Bool)
  case nuclei(NucleusModel)
  case decisions(SpeechModel)

  init(_ arguments: [String]) throws {
    let numbers = try arguments.last.flatMap { $0.hasPrefix("--") ? nil : try FloatFile.read($0) }
    switch (arguments.first, numbers) {
    case (nil, _): self = .inputs(withSpeech: false)
    case ("--speech", nil): self = .inputs(withSpeech: true)
    case ("--nuclei", let numbers?):
      guard let model = NucleusModel(network: numbers) else { throw CocoaError(.fileReadCorruptFile) }
      self = .nuclei(model)
    case (_, let numbers?):
      let model = numbers.isEmpty ? SpeechModel.trained : SpeechModel(numbers: numbers)
      guard let model else { throw CocoaError(.fileReadCorruptFile) }
      self = .decisions(model)
    default: throw CocoaError(.fileReadCorruptFile)
    }
  }

  func run(_ values: [Float], rate: SampleRate, to path: String) throws {
    switch self {
    case .inputs(let withSpeech):
      try FloatFile.write(Self.inputs(values, rate: rate, withSpeech: withSpeech), to: path)
    case .nuclei(let model): try FloatFile.write(Self.nuclei(values, model: model), to: path)
    case .decisions(let model): try Decision(values, rate: rate, model: model, name: path).show()
    }
  }

  private static func inputs(_ samples: [Float], rate: SampleRate, withSpeech: Bool) -> [Float] {
    var extractor = FeatureExtractor(sampleRate: rate)
    samples.withUnsafeBufferPointer { extractor.append($0) }
    extractor.finish()
    let passage = Passage(table: extractor.table, count: extractor.table.count, sampleRate: rate)
    let inputs = ModelInputs(passage, floor: NoiseFloor(passage))
    guard withSpeech, let model = SpeechModel.trained else { return inputs.values }
    let isSpeech = model.isSpeech(inputs, of: passage)
    return isSpeech.indices.flatMap { window in
      inputs.values[(window * ModelInputs.width)..<((window + 1) * ModelInputs.width)]
        + [isSpeech[window] ? 1 : 0]
    }
  }

  private static func nuclei(_ columns: [Float], model: NucleusModel) throws -> [Float] {
    let width = ModelInputs.width + 1
    let count = columns.count / width
    let inputs = ModelInputs(
      values: (0..<count).flatMap { columns[($0 * width)..<($0 * width + ModelInputs.width)] })
    guard let inputs, count * width == columns.count else { throw CocoaError(.fileReadCorruptFile) }
    var sounding: [Range<Int>] = []
    for window in 0..<count where columns[window * width + ModelInputs.width] > 0 {
      if let last = sounding.last, last.upperBound == window {
        sounding[sounding.count - 1] = last.lowerBound..<(window + 1)
      } else {
        sounding.append(window..<(window + 1))
      }
    }
    return SyllableNuclei(inputs, count: count, sounding: sounding, model: model).rows.flatMap { $0 }
  }
}
