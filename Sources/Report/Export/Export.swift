public import SpeechTiming

/// Forms in which an analysis can be given to other programs.
public enum Export: String, Sendable, CaseIterable {
  /// Praat's TextGrid, long text form, with tiers for activity, pauses, syllables and filled pauses.
  case textgrid
  /// Audacity's label track: start, end and text, separated by tabs.
  case labels
  /// Comma-separated values by RFC 4180 with a header: file, tier, start, end, text. ELAN imports it.
  case csv

  /// The analysis of `file` in this form, with its last line ended.
  public func text(of pacing: Pacing, file: String) -> String {
    let tiers = Tier.all(of: pacing)
    return switch self {
    case .textgrid: TextGrid(tiers, duration: pacing.duration).text
    case .labels: AudacityLabels.text(tiers)
    case .csv: TierTable.text(tiers, file: file)
    }
  }

  /// Ending of a file name in this form, without the dot.
  public var fileExtension: String {
    switch self {
    case .textgrid: "TextGrid"
    case .labels: "txt"
    case .csv: "csv"
    }
  }
}
