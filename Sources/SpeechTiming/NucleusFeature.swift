/// The features from which the worth of a piece is computed.
///
/// A slow voice holds a vowel for long and a fast one merges two: height and length of a peak say little
/// without the dip beside it, the sound of its neighbours and the speed of the speech around it. The weights
/// refer to the features by position: their order is part of the model. The offsets and factors bring each
/// feature near ±1, the range in which a logistic learns best.
enum NucleusFeature: Int, CaseIterable {
  /// Always 1: its weight is the bias.
  case constant
  /// Prominence of the peak: ln(x + 0.02) + 2.
  case prominence
  /// Density at the peak: 4x − 1.
  case height
  /// Sum of the density over the piece: ln(x + 0.05).
  case area
  /// Length of the piece in seconds: ln x + 1.6.
  case length
  /// Level at the peak relative to the passage's speech (`ModelInputs.Lane.level`).
  case level
  /// The same minus that of the loudest step nearby, ≤ 0.
  case levelUnderLoudest
  /// Periodicity at the peak, minus 0.6.
  case periodicity
  /// Flatness at the peak, plus 1.
  case flatness
  /// Peaks per second of speech around: x ÷ 5 − 1.
  case peaksPerSecond
  /// Density per second of speech around: x ÷ 5 − 1.
  case densityPerSecond
  /// Seconds of speech around, minus 1.2.
  case speechAround
  /// How far the passage's speech stands above its noise (`ModelInputs.Lane.contrast`), minus 1.
  case contrast
  /// How far the peak's bands stand above the floor (`ModelInputs.Lane.bandMean`), minus 0.8.
  case overFloor
  /// 1 for a piece at the start of speech, else 0.
  case isFirst
  /// 1 for a piece at the end of speech, else 0.
  case isLast
  /// Dip of the level towards the piece before, in the same sounding interval: 2x, 0…2; 0 without such a piece.
  case dipBefore
  /// Mean difference of the bands' levels at the two peaks, ≤ 2; 0.6 without such a piece.
  case changeBefore
  /// Distance of the two peaks in seconds: ln x + 1.6; 1 without such a piece.
  case distanceBefore
  /// Like `dipBefore`, towards the piece after.
  case dipAfter
  /// Like `changeBefore`, to the piece after.
  case changeAfter
  /// Like `distanceBefore`, to the piece after.
  case distanceAfter
}
