public import Rehearsal
import Signal
public import SpeechTiming

/// The measures of a recording that is no take, as text.
public struct AnalysisText {
  private let file: String
  private let pacing: Pacing
  private let warnings: [TakeWarning]
  private let style: TextStyle

  /// - Parameter file: a path as it was given.
  public init(file: String, _ pacing: Pacing, _ warnings: [TakeWarning], style: TextStyle) {
    self.file = file
    self.pacing = pacing
    self.warnings = warnings
    self.style = style
  }

  /// Heading, warnings, measures.
  public var rows: [String] {
    let doubts = warnings.flatMap {
      Printable.wrapped("! " + Words.sentence($0, settings: RehearsalSettings()), width: style.width)
        .map { style.ink(.yellow, $0) }
    }
    return [style.ink(.bold, Printable.line(file))] + doubts + Measures(pacing, style: style).rows
  }
}
