import Foundation

/// What the worth of a piece is judged by: 22 numbers, the same as in `scripts/training/nucleusmodel.py`.
///
/// A slow voice holds a vowel for long and a fast one merges two: height and length of a peak say little
/// without the dip beside it, the sound of its neighbours and how fast the speech around it is.
struct NucleusFeatures {
  /// Numbers per piece.
  static let width = 22
  /// ±0.8 s: how fast the speech is.
  private static let around = 40
  /// ±0.3 s: how loud the neighbours are.
  private static let beside = 15

  private let inputs: ModelInputs
  private let density: [Float]
  private let pieces: [NucleusPiece]
  /// Speech and density before each step.
  private let spoken: [Float]
  private let held: [Double]

  /// - Parameter density: of each step; 0 outside speech.
  init(_ inputs: ModelInputs, density: [Float], isSpeech: [Bool], pieces: [NucleusPiece]) {
    (self.inputs, self.density, self.pieces) = (inputs, density, pieces)
    spoken = isSpeech.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1 ? 1 : 0)) }
    held = density.reduce(into: [0]) { $0.append($0[$0.count - 1] + Double($1)) }
  }

  /// The features of one piece.
  func features(of index: Int) -> [Float] {
    let piece = pieces[index]
    let peak = piece.peak
    let area = held[piece.range.upperBound] - held[piece.range.lowerBound]
    let loudest = (max(0, peak - Self.beside)..<min(density.count, peak + Self.beside + 1))
      .reduce(level(peak)) { max($0, level($1)) }
    return [
      1, log(piece.prominence + 0.02) + 2, density[peak] * 4 - 1, log(Float(area) + 0.05),
      log(Float(piece.range.count) * 0.02) + 1.6,
      level(peak), level(peak) - loudest, input(peak, 19) - 0.6, input(peak, 21) + 1,
    ] + pace(at: index) + [
      input(peak, 28) - 1, input(peak, 15) - 0.8,
      piece.range.lowerBound - piece.run.lowerBound < 3 ? 1 : 0,
      piece.run.upperBound - piece.range.upperBound < 3 ? 1 : 0,
    ] + neighbour(index - 1, of: index) + neighbour(index + 1, of: index)
  }

  /// Peaks and density per second of speech around, and how much speech there is.
  private func pace(at index: Int) -> [Float] {
    let peak = pieces[index].peak
    let span = max(0, peak - Self.around)..<min(density.count, peak + Self.around + 1)
    let seconds = (spoken[span.upperBound] - spoken[span.lowerBound]) * 0.02
    var (first, last) = (index, index)
    while first > 0, pieces[first - 1].peak >= span.lowerBound { first -= 1 }
    while last + 1 < pieces.count, pieces[last + 1].peak < span.upperBound { last += 1 }
    let held = Float(held[span.upperBound] - held[span.lowerBound])
    return [
      Float(last - first + 1) / (seconds + 0.1) / 5 - 1, held / (seconds + 0.1) / 5 - 1, seconds - 1.2,
    ]
  }

  /// Dip of the level towards a neighbour in the same run, difference of the two spectra, and distance.
  private func neighbour(_ other: Int, of index: Int) -> [Float] {
    let piece = pieces[index]
    guard pieces.indices.contains(other), piece.run.contains(pieces[other].peak) else { return [0, 0.6, 1] }
    let (one, two) = (min(pieces[other].peak, piece.peak), max(pieces[other].peak, piece.peak))
    let lowest = (one...two).reduce(level(one)) { min($0, level($1)) }
    let difference = (0..<15).reduce(Float(0)) { $0 + abs(input(one, $1) - input(two, $1)) } / 15
    return [
      min(2, max(0, (min(level(one), level(two)) - lowest) * 2)), min(2, difference),
      log(Float(two - one) * 0.02) + 1.6,
    ]
  }

  private func level(_ step: Int) -> Float { input(step, 18) }

  /// A number of the first window of a step.
  private func input(_ step: Int, _ lane: Int) -> Float {
    inputs.values[step * NucleusModel.step * ModelInputs.width + lane]
  }
}
