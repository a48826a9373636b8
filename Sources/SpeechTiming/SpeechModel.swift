import Signal

/// The classifier that estimates for each window how likely it is speech: three convolutions over time and a
/// sum.
///
/// The numbers come from `scripts/train` and from nothing else.
package struct SpeechModel: Sendable {
  /// Windows seen by each layer, relative to the window itself: 30 ms, then 130 ms, then 370 ms of the layer
  /// before; together 510 ms.
  package static let offsets = [[-1, 0, 1], [-6, -3, 0, 3, 6], [-18, -9, 0, 9, 18], [0]]
  /// Numbers per window after each layer. The last layer has one; the other seven lanes are empty.
  package static let widths = [32, 32, 32, 8]

  private let layers: [ConvolutionLayer]

  /// The number of numbers in a model.
  package static var parameters: Int {
    zip(offsets, zip([ModelInputs.width] + widths, widths)).reduce(0) {
      $0 + ConvolutionLayer.parameters(offsets: $1.0.count, inputs: $1.1.0, outputs: $1.1.1)
    }
  }

  /// A model from its numbers, layer after layer; `nil` if there are too many or too few.
  package init?(numbers: [Float]) {
    let layers = ConvolutionLayer.stack(
      offsets: Self.offsets, inputs: ModelInputs.width, widths: Self.widths, numbers: numbers)
    guard let layers else { return nil }
    self.layers = layers
  }

  /// The log-odds of speech at each of `count` windows.
  package func logOdds(_ inputs: ModelInputs, count: Int) -> [Float] {
    var odds: [Float] = []
    odds.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: Self.batch) {
      let end = min(count, start + Self.batch)
      let seen = max(0, start - Self.reach)..<min(count, end + Self.reach)
      let values = Array(
        inputs.values[(seen.lowerBound * ModelInputs.width)..<(seen.upperBound * ModelInputs.width)])
      let last = layers.reduce(values) { $1.apply(to: $0, count: seen.count) }
      for window in start..<end { odds.append(last[(window - seen.lowerBound) * 8]) }
    }
    return odds
  }

  /// True for each window of `passage` that is sounding.
  package func isSpeech(_ inputs: ModelInputs, of passage: Passage) -> [Bool] {
    var isSpeech = [Bool](repeating: false, count: passage.count)
    for window in soundingIntervals(inputs, of: passage).joined() { isSpeech[window] = true }
    return isSpeech
  }

  /// The sounding intervals of `passage` as ranges of its windows.
  func soundingIntervals(_ inputs: ModelInputs, of passage: Passage) -> [Range<Int>] {
    let decoder = ActivityDecoder()
    return decoder.soundingIntervals(
      decoder.path(logOdds(inputs, count: passage.count)) { passage.table.isVoid[$0] })
  }

  /// Windows that go through all layers together, so that the values between the layers stay in the cache:
  /// 128 kB each instead of 8 MB for ten minutes. The surrounding windows that they need are computed twice,
  /// 5 %.
  private static let batch = 1000
  /// Windows that an output sees on each side.
  private static let reach = offsets.reduce(0) { $0 + ($1.max() ?? 0) }
}
