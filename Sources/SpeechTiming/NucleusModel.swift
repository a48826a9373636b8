import Foundation

/// Learned numbers of the syllable nuclei: a small network that says how much of a nucleus each step of 20 ms
/// holds, and a logistic that says how many syllables a piece of speech around one of its peaks is worth.
///
/// The numbers come from `scripts/train-nuclei` and from nothing else.
package struct NucleusModel: Sendable {
  /// Windows of 10 ms in a step.
  static let step = 2
  /// Steps seen by each layer, relative to the step itself: 60 ms, then 180 ms of the layer before.
  private static let offsets = [[-1, 0, 1], [-4, -2, 0, 2, 4], [0]]
  /// Numbers per step after each layer. The last layer has one; the other seven lanes are empty.
  private static let widths = [16, 16, 8]
  /// Steps that an output sees on each side.
  static let reach = offsets.reduce(0) { $0 + ($1.max() ?? 0) }

  private let layers: [ConvolutionLayer]
  private let worth: [Float]

  /// A model from the network's numbers, layer after layer, and the logistic's; `nil` if there are too many
  /// or too few.
  package init?(numbers: [Float], worth: [Float]) {
    let layers = ConvolutionLayer.stack(
      offsets: Self.offsets, inputs: Self.step * ModelInputs.width, widths: Self.widths, numbers: numbers)
    guard let layers, worth.count == NucleusFeatures.width else { return nil }
    self.layers = layers
    self.worth = worth
  }

  /// A model that has not yet learned what its peaks are worth, for training; `nil` if there are too many or
  /// too few numbers.
  package init?(network numbers: [Float]) {
    self.init(numbers: numbers, worth: [Float](repeating: 0, count: NucleusFeatures.width))
  }

  /// How much of a nucleus each of `steps` holds, 0…1. A whole nucleus adds up to about 1.
  func density(_ inputs: ModelInputs, steps: Range<Int>, of count: Int) -> [Float] {
    let seen = max(0, steps.lowerBound - Self.reach)..<min(count, steps.upperBound + Self.reach)
    let width = Self.step * ModelInputs.width
    let values = Array(inputs.values[(seen.lowerBound * width)..<(seen.upperBound * width)])
    let odds = layers.reduce(values) { $1.apply(to: $0, count: seen.count) }
    return steps.map { 1 / (1 + exp(-min(30, max(-30, odds[($0 - seen.lowerBound) * 8])))) }
  }

  /// Syllables that a piece with these features is worth, 0…2.
  func worth(_ features: [Float]) -> Float {
    2 / (1 + exp(-zip(features, worth).reduce(0) { $0 + $1.0 * $1.1 }))
  }
}
