/// The classifier that says for each window how likely it is speech: three convolutions over time and a
/// sum.
///
/// The numbers come from `scripts/train` and from nothing else.
package struct SpeechModel: Sendable {
  /// Windows seen by each layer, relative to the window itself: 30 ms, then 130 ms, then 370 ms of what is
  /// below; together 510 ms.
  package static let offsets = [[-1, 0, 1], [-6, -3, 0, 3, 6], [-18, -9, 0, 9, 18], [0]]
  /// Numbers per window after each layer. The last layer has one; the other seven lanes are empty.
  package static let widths = [32, 32, 32, 8]

  private let layers: [ConvolutionLayer]

  /// How many numbers make a model.
  package static var parameters: Int {
    zip(offsets, zip([ModelInputs.width] + widths, widths)).reduce(0) {
      $0 + ConvolutionLayer.parameters(offsets: $1.0.count, inputs: $1.1.0, outputs: $1.1.1)
    }
  }

  /// A model from its numbers, layer after layer; `nil` when their count is wrong.
  package init?(numbers: [Float]) {
    guard numbers.count == Self.parameters else { return nil }
    var layers: [ConvolutionLayer] = []
    var rest = numbers[...]
    var inputs = ModelInputs.width
    for (index, (offsets, outputs)) in zip(Self.offsets, Self.widths).enumerated() {
      let count = ConvolutionLayer.parameters(offsets: offsets.count, inputs: inputs, outputs: outputs)
      layers.append(
        ConvolutionLayer(
          offsets: offsets, inputs: inputs, outputs: outputs, rectifies: index < Self.widths.count - 1,
          numbers: rest.prefix(count)))
      rest = rest.dropFirst(count)
      inputs = outputs
    }
    self.layers = layers
  }

  /// The log-odds of speech at each of `count` windows.
  package func logOdds(_ inputs: ModelInputs, count: Int) -> [Float] {
    let last = layers.reduce(inputs.values) { $1.apply(to: $0, count: count) }
    return (0..<count).map { last[$0 * 8] }
  }
}
