import Signal
import SpeechTiming

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
  /// True if the labels are points.
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
