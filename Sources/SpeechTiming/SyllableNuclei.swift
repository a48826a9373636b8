/// Syllable nuclei in two stages, both learned: the peaks of a network's density of nuclei, and how many
/// syllables each peak is worth.
///
/// Counts alone are enough to learn the second stage, as in Räsänen, Doyle & Frank 2018 and SylNet (Seshadri
/// & Räsänen 2019). The first stage learns from synthetic voices, which say when each vowel sounds.
package struct SyllableNuclei {
  private let model: NucleusModel
  private let pieces: [NucleusPiece]
  private let features: NucleusFeatures

  /// Cuts the first `count` windows of `inputs` into pieces, inside the ranges `sounding`.
  package init(_ inputs: ModelInputs, count: Int, sounding: [Range<Int>], model: NucleusModel) {
    self.model = model
    let steps = count / NucleusModel.step
    var density = [Float](repeating: 0, count: steps)
    var isSpeech = [Bool](repeating: false, count: steps)
    var pieces: [NucleusPiece] = []
    for interval in sounding {
      let end = min(steps, (interval.upperBound + NucleusModel.step - 1) / NucleusModel.step)
      let range = min(end, interval.lowerBound / NucleusModel.step)..<end
      guard !range.isEmpty else { continue }
      let values = model.density(inputs, steps: range, of: steps)
      for (step, value) in zip(range, values) { (density[step], isSpeech[step]) = (value, true) }
      pieces += NucleusPiece.pieces(of: range, density: values)
    }
    self.pieces = pieces
    features = NucleusFeatures(inputs, density: density, isSpeech: isSpeech, pieces: pieces)
  }

  /// The features of every piece, `NucleusFeature.allCases.count` numbers each: the worth is learned from
  /// them.
  package var rows: [[Float]] { pieces.indices.map { features.features(of: $0) } }

  /// Windows with a nucleus, ascending.
  var windows: [Int] { Self.places(pieces) { model.worth(features.features(of: $0)) } }

  /// Places a nucleus wherever the running sum of the worths passes n + ½, so that the number of nuclei is
  /// the rounded sum. It is at the peak of the piece in which the sum passes; if the sum passes twice in a
  /// piece, the nuclei are spread over the piece.
  static func places(_ pieces: [NucleusPiece], worth: (Int) -> Float) -> [Int] {
    var sum = 0.5
    return pieces.indices.flatMap { index -> [Int] in
      let before = Int(sum)
      sum += Double(worth(index))
      let piece = pieces[index]
      let number = Int(sum) - before
      if number == 1 { return [piece.peak * NucleusModel.step] }
      return (0..<number).map {
        (piece.range.lowerBound + piece.range.count * (2 * $0 + 1) / (2 * number)) * NucleusModel.step
      }
    }
  }
}
