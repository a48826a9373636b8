/// What the worth of a piece is judged by.
///
/// A slow voice holds a vowel for long and a fast one merges two: height and length of a peak say little without the
/// dip beside it, the sound of its neighbours and how fast the speech around it is. The weights know the features by
/// place: their order is part of the model. What is added or multiplied brings each near ±1, as a logistic learns best.
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
  /// Level at the peak against the passage's speech (`ModelInputs.Lane.level`).
  case level
  /// The same less that of the loudest step near by, ≤ 0.
  case levelUnderLoudest
  /// Periodicity at the peak, less 0.6.
  case periodicity
  /// Flatness at the peak, plus 1.
  case flatness
  /// Peaks per second of speech around: x ÷ 5 − 1.
  case peaksPerSecond
  /// Density per second of speech around: x ÷ 5 − 1.
  case densityPerSecond
  /// Seconds of speech around, less 1.2.
  case speechAround
  /// How far the passage's speech stands over its noise (`ModelInputs.Lane.contrast`), less 1.
  case contrast
  /// How far the peak's bands stand over the floor (`ModelInputs.Lane.bandMean`), less 0.8.
  case overFloor
  /// 1 for a piece with which speech begins, else 0.
  case isFirst
  /// 1 for a piece with which speech ends, else 0.
  case isLast
  /// Dip of the level towards the piece before, in the same sounding interval: 2x, 0…2; 0 without such a piece.
  case dipBefore
  /// Mean difference of the bands' levels at the two peaks, ≤ 2; 0.6 without such a piece.
  case changeBefore
  /// Distance of the two peaks in seconds: ln x + 1.6; 1 without such a piece.
  case distanceBefore
  /// As `dipBefore`, towards the piece after.
  case dipAfter
  /// As `changeBefore`, of the piece after.
  case changeAfter
  /// As `distanceBefore`, of the piece after.
  case distanceAfter
}
