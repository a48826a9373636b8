/// How far the number of syllables of a recording can be off.
public enum SyllableError {
  /// The number of words is the number of syllables divided by this: 1.37 in spontaneous speech, 1.39 in
  /// prose (measured on labelled speech; other tools use 1.41–1.74). The result is only an estimate.
  public static let syllablesPerWord = 1.38
  /// How far that divisor itself can be off, as a share: it was 1.20 in simple sentences.
  public static let syllablesPerWordError = 0.15

  /// Four recordings in five are off by less than this, as a share of their syllables: short ones by chance,
  /// long ones because of the speaker's manner.
  ///
  /// √(0.25² + 0.55² ∕ n), drawn over the 80 % quantiles of `scripts/train-nuclei --validate`, whose voices were
  /// held out (docs/accuracy.md).
  public static func relative(syllables: Int) -> Double {
    (0.25 * 0.25 + 0.55 * 0.55 / Double(max(1, syllables))).squareRoot()
  }

  /// The same for a number of words that is computed from this many syllables.
  public static func relativeOfWords(syllables: Int) -> Double {
    let relative = relative(syllables: syllables)
    return (relative * relative + syllablesPerWordError * syllablesPerWordError).squareRoot()
  }
}

extension Pacing {
  /// Words per minute of answer time, estimated from the syllables; `nil` without speech or nuclei.
  public var wordRate: Double? { speechRate.map { 60 * $0 / SyllableError.syllablesPerWord } }
}
