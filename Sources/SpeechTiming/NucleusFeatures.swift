import Foundation
import Signal

/// Computes the features of pieces, which `NucleusFeature` defines. Training reads them from here
/// (`featuredump`).
struct NucleusFeatures {
  /// Numbers per piece.
  static let width = NucleusFeature.allCases.count
  /// Steps on each side in which the speed of the speech is measured: ±0.8 s.
  private static let around = 40
  /// Steps on each side in which the loudness of the neighbours is measured: ±0.3 s.
  private static let beside = 15
  /// A piece within this many steps (60 ms) of an end of its sounding interval is its first or last.
  private static let atEdge = 3
  /// Seconds per step.
  private static let step: Float = 0.02

  private let inputs: ModelInputs
  private let density: [Float]
  private let pieces: [NucleusPiece]
  /// Speech and density, each summed over all earlier steps.
  private let spoken: [Float]
  private let held: [Double]

  /// - Parameter density: of each step; 0 outside speech.
  init(_ inputs: ModelInputs, density: [Float], isSpeech: [Bool], pieces: [NucleusPiece]) {
    (self.inputs, self.density, self.pieces) = (inputs, density, pieces)
    spoken = isSpeech.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1 ? 1 : 0)) }
    held = density.reduce(into: [0]) { $0.append($0[$0.count - 1] + Double($1)) }
  }

  /// The features of one piece, in the order of `NucleusFeature`.
  func features(of index: Int) -> [Float] {
    var row = [Float](repeating: 0, count: Self.width)
    func put(_ feature: NucleusFeature, _ value: Float) { row[feature.rawValue] = value }
    let piece = pieces[index]
    let peak = piece.peak
    let area = held[piece.range.upperBound] - held[piece.range.lowerBound]
    let loudest = (max(0, peak - Self.beside)..<min(density.count, peak + Self.beside + 1))
      .reduce(level(peak)) { max($0, level($1)) }
    put(.constant, 1)
    put(.prominence, log(piece.prominence + 0.02) + 2)
    put(.height, density[peak] * 4 - 1)
    put(.area, log(Float(area) + 0.05))
    put(.length, log(Float(piece.range.count) * Self.step) + 1.6)
    put(.level, level(peak))
    put(.levelUnderLoudest, level(peak) - loudest)
    put(.periodicity, input(peak, .periodicity) - 0.6)
    put(.flatness, input(peak, .flatness) + 1)
    let pace = pace(at: index)
    put(.peaksPerSecond, pace.peaks / 5 - 1)
    put(.densityPerSecond, pace.density / 5 - 1)
    put(.speechAround, pace.speech - 1.2)
    put(.contrast, input(peak, .contrast) - 1)
    put(.overFloor, input(peak, .bandMean) - 0.8)
    put(.isFirst, piece.range.lowerBound - piece.sounding.lowerBound < Self.atEdge ? 1 : 0)
    put(.isLast, piece.sounding.upperBound - piece.range.upperBound < Self.atEdge ? 1 : 0)
    let before = neighbour(index - 1, of: index)
    put(.dipBefore, before.dip)
    put(.changeBefore, before.change)
    put(.distanceBefore, before.distance)
    let after = neighbour(index + 1, of: index)
    put(.dipAfter, after.dip)
    put(.changeAfter, after.change)
    put(.distanceAfter, after.distance)
    return row
  }

  /// Peaks and density per second of the speech around, and the seconds of that speech.
  private func pace(at index: Int) -> (peaks: Float, density: Float, speech: Float) {
    let peak = pieces[index].peak
    let span = max(0, peak - Self.around)..<min(density.count, peak + Self.around + 1)
    let seconds = (spoken[span.upperBound] - spoken[span.lowerBound]) * Self.step
    var (first, last) = (index, index)
    while first > 0, pieces[first - 1].peak >= span.lowerBound { first -= 1 }
    while last + 1 < pieces.count, pieces[last + 1].peak < span.upperBound { last += 1 }
    let held = Float(held[span.upperBound] - held[span.lowerBound])
    return (Float(last - first + 1) / (seconds + 0.1), held / (seconds + 0.1), seconds)
  }

  /// Dip of the level towards a neighbour in the same sounding interval, difference of the two spectra, and distance.
  private func neighbour(_ other: Int, of index: Int) -> (dip: Float, change: Float, distance: Float) {
    let piece = pieces[index]
    guard pieces.indices.contains(other), piece.sounding.contains(pieces[other].peak) else {
      return (0, 0.6, 1)
    }
    let (one, two) = (min(pieces[other].peak, piece.peak), max(pieces[other].peak, piece.peak))
    let lowest = (one...two).reduce(level(one)) { min($0, level($1)) }
    let bands = Float(SpeechBands.count)
    let difference =
      (0..<SpeechBands.count).reduce(Float(0)) { $0 + abs(band(one, $1) - band(two, $1)) } / bands
    return (
      min(2, max(0, (min(level(one), level(two)) - lowest) * 2)), min(2, difference),
      log(Float(two - one) * Self.step) + 1.6
    )
  }

  private func level(_ step: Int) -> Float { input(step, .level) }

  /// A number of the first window of a step.
  private func input(_ step: Int, _ lane: ModelInputs.Lane) -> Float {
    inputs[step * NucleusModel.step, lane]
  }

  private func band(_ step: Int, _ band: Int) -> Float {
    inputs.values[step * NucleusModel.step * ModelInputs.width + band]
  }
}
