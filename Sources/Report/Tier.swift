import Signal
public import SpeechTiming

/// A named row of labels over time, as annotation programs have it. All exports are made from these.
struct Tier {
  /// A label on a span; one of length 0 is a point.
  struct Label {
    let interval: Interval
    let text: String
  }

  let name: String
  /// Ascending; the spans of a tier do not overlap.
  let labels: [Label]
  /// Are the labels points?
  let isOfPoints: Bool

  /// The tiers of an analysis: activity, pauses, syllables, filled pauses.
  static func all(of pacing: Pacing) -> [Tier] {
    let syllables = pacing.nuclei.enumerated().map { index, time in
      Label(interval: Interval(start: time, end: time), text: "\(index + 1)")
    }
    return [
      Tier(name: "activity", labels: activity(of: pacing), isOfPoints: false),
      Tier(
        name: "pauses",
        labels: pacing.pauses.map { Label(interval: $0.interval, text: $0.pauseClass.rawValue) },
        isOfPoints: false),
      Tier(name: "syllables", labels: syllables, isOfPoints: true),
      Tier(
        name: "filled pauses",
        labels: pacing.filledPauses.map {
          Label(interval: $0.interval, text: "um/uh? " + Figures.fixed($0.confidence, 2))
        }, isOfPoints: false),
    ]
  }

  private static func activity(of pacing: Pacing) -> [Label] {
    let sounding = pacing.speech.map { Label(interval: $0, text: "sounding") }
    let lost = pacing.gaps.map { Label(interval: $0, text: "lost") }
    return (sounding + lost).sorted { $0.interval.start < $1.interval.start }
  }
}

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
