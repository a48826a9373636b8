public import Rehearsal
import Signal
public import SpeechTiming

/// The answer over time: speech, pauses, lost audio, the target's lines and the places of the flags. All times are
/// seconds from the first frame.
public struct TimelineContent: Hashable, Sendable {
  /// Where the timeline ends: with the recording or with the target's max, whichever is later; at least 1.
  let end: Double
  let speech: [Interval]
  let pauses: [Pause]
  let gaps: [Interval]
  /// The target's min, goal and max, measured from the first word.
  let lines: [Line]
  let flags: [FlagSpan]
  /// What each sign on the timeline means, in words.
  let legend: [LegendEntry]
  /// Where a part of the answer begins after time in which nobody heard the speaker.
  let seams: [Double]
  private let target: Target
  private let pacing: Pacing

  /// A length of the target with its name: `goal 1:45`.
  struct Line: Hashable, Sendable {
    let name: String
    let seconds: Double
  }

  /// A flag under the span that it was measured on.
  struct FlagSpan: Hashable, Sendable {
    let label: String
    let span: Interval
  }

  /// A kind of mark and what it means.
  struct LegendEntry: Hashable, Sendable {
    let mark: Mark
    let meaning: String
  }

  /// What a place on the timeline can be.
  enum Mark: Hashable, Sendable {
    case speech, lost, seam
    case pause(PauseClass)
  }

  /// The timeline of one recording, or of several that are measured as one.
  /// - Parameter seams: where a part begins after a break, in seconds.
  public init(_ pacing: Pacing, _ assessment: Assessment, seams: [Double] = []) {
    target = assessment.target
    self.pacing = pacing
    self.seams = seams
    end = max(pacing.duration, pacing.position(atLength: target.max), 1)
    (speech, pauses, gaps) = (pacing.speech, pacing.pauses, pacing.gaps)
    lines = [("min", target.min), ("goal", target.goal), ("max", target.max)].map {
      Line(name: $0 + " " + Figures.clock($1), seconds: pacing.position(atLength: $1))
    }
    flags = assessment.flags.map { FlagSpan(label: $0.rule.label, span: $0.span) }
    legend =
      Self.legend(pacing.settings, hasLost: !pacing.gaps.isEmpty)
      + (seams.isEmpty ? [] : [LegendEntry(mark: .seam, meaning: "next part")])
  }

  /// The timeline of an answer.
  public init(of answer: MeasuredAnswer) {
    let seams = answer.parts.compactMap { part in
      if case .unheard = part.part.seam, part.start > 0 { part.start } else { nil }
    }
    self.init(answer.pacing, answer.assessment, seams: seams)
  }

  /// Where a speaker stood against the target at `seconds`.
  func light(at seconds: Double) -> Light { target.light(at: pacing.length(atPosition: seconds)) }

  private static func legend(_ settings: TimingSettings, hasLost: Bool) -> [LegendEntry] {
    [
      LegendEntry(mark: .speech, meaning: "speech"), LegendEntry(mark: .pause(.brief), meaning: "brief"),
      LegendEntry(mark: .pause(.medium), meaning: "from \(Figures.fixed(settings.mediumPause, 1)) s"),
      LegendEntry(mark: .pause(.long), meaning: "from \(Figures.fixed(settings.longPause, 1)) s"),
      LegendEntry(
        mark: .pause(.deadAir), meaning: "dead air from \(Figures.fixed(settings.deadAir, 1)) s"),
    ] + (hasLost ? [LegendEntry(mark: .lost, meaning: "lost")] : [])
  }
}
