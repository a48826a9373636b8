public import Rehearsal
public import SpeechTiming

/// What a review says about a take, in the order in which it is told: what is wrong first, then the answer over time,
/// then the numbers that matter.
public struct ReviewContent: Hashable, Sendable {
  /// The prompt, or the question where it is one's own.
  let title: String
  /// Which take it is, when and how it was recorded.
  let about: String
  /// The parts of an answer that has several.
  let parts: [PartContent]
  /// The broken rules.
  let flags: [FlagContent]
  /// Says that the answer is in its target; `nil` when a rule is broken or nothing could be measured.
  let praise: String?
  /// Doubts about the recording.
  let warnings: [WarningContent]
  /// The answer over time; `nil` for a recording without a frame.
  let timeline: TimelineContent?
  /// The numbers that matter.
  let measures: [MeasureContent]
  /// What a strong answer covers.
  let covers: [Cover]
  /// How the numbers were made, and where the target comes from.
  let method: String

  /// One thing that a strong answer covers.
  struct Cover: Hashable, Sendable {
    let text: String
    /// True if the speaker ticked it.
    let isTicked: Bool
  }

  /// The review of an answer of one take.
  public init(of take: Take, _ pacing: Pacing) { self.init(of: MeasuredAnswer(take, pacing)) }

  /// The review of an answer.
  public init(of answer: MeasuredAnswer) {
    let (take, first) = (answer.answer.questioned, answer.answer.first)
    let (pacing, assessment) = (answer.pacing, answer.assessment)
    let target = assessment.target
    parts = PartContent.all(of: answer)
    title = take.prompt.isOwnQuestion ? take.prompt.text : "\(take.prompt.id): \(take.prompt.title)"
    about =
      "take \(first.id), \(Figures.minute(first.recordedAt)), \(first.device.name) at \(first.device.sampleRate) Hz"
      + (first.state == .recovered && answer.parts.count <= 1 ? ", recovered after a crash" : "")
    flags = FlagContent.all(of: assessment)
    warnings = assessment.warnings.map { WarningContent($0, settings: assessment.settings) }
    praise =
      flags.isEmpty
      ? assessment.length.map {
        "in target: \(Figures.length($0)) of \(Words.range(target)); no rule broken"
      } : nil
    timeline = pacing.duration > 0 ? TimelineContent(of: answer) : nil
    measures = MeasureContent.all(of: pacing)
    covers = take.prompt.covers.enumerated().map {
      Cover(text: $1, isTicked: answer.answer.covered.contains($0))
    }
    method =
      "Measured by analysis \(SpeechAnalyzer.version) from the recording alone. A pause is a silence inside the "
      + "answer of at least \(Figures.fixed(pacing.settings.pauseThreshold * 1000, 0)) ms. Length runs from the first "
      + "to the last speech. Target \(Words.range(target)): "
      + Words.reason(for: take.targetSource, kind: take.prompt.kind) + "."
  }
}
