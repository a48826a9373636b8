import SpeechTiming

/// One answer as lists and trends see it: what was measured. Rules are applied on reading, so that a list is
/// never staler than a review.
public struct TakeSummary: Hashable, Sendable {
  /// Names the take; of an answer in several takes, the first.
  public let id: TakeID
  /// Pack and prompt, for grouping.
  public let prompt: PromptKey
  /// Title of the prompt at that time.
  public let title: String
  /// When it was recorded.
  public let recordedAt: Timestamp
  /// The target in force.
  public let target: Target
  /// True if this version of the analysis measured the take. If not, length and rates are unknown.
  public let isMeasured: Bool
  /// Answer length in seconds; `nil` without usable speech.
  public let length: Double?
  /// Pauses per minute of answer; `nil` without usable speech.
  public let pauseRate: Double?
  /// Syllables per second of phonation; `nil` without usable speech.
  public let articulationRate: Double?
  /// The takes of an answer that has, or had, several; else empty.
  public let parts: [Part]

  /// A take of an answer.
  public struct Part: Hashable, Sendable {
    /// The take.
    public let id: TakeID
    /// Which part it is, from 1 on.
    public let number: Int
    /// Where it begins in the answer, in seconds; `nil` as long as the parts before it are not measured.
    public let start: Double?

    /// A part.
    public init(id: TakeID, number: Int, start: Double? = nil) {
      (self.id, self.number, self.start) = (id, number, start)
    }
  }

  /// A row of the index.
  public init(
    id: TakeID, prompt: PromptKey, title: String, recordedAt: Timestamp, target: Target,
    isMeasured: Bool = true, length: Double?, pauseRate: Double?, articulationRate: Double?,
    parts: [Part] = []
  ) {
    self.id = id
    self.prompt = prompt
    self.title = title
    self.recordedAt = recordedAt
    self.target = target
    self.isMeasured = isMeasured
    self.length = length
    self.pauseRate = pauseRate
    self.articulationRate = articulationRate
    self.parts = parts
  }

  /// An answer with what was measured on all its parts.
  public init(_ answer: MeasuredAnswer) {
    let (take, first) = (answer.answer.questioned, answer.answer.first)
    let (pacing, isUsable) = (answer.pacing, answer.assessment.length != nil)
    self.init(
      id: first.id, prompt: PromptKey(pack: take.prompt.pack, id: take.prompt.id), title: take.prompt.title,
      recordedAt: first.recordedAt, target: answer.assessment.target,
      isMeasured: answer.parts.count == answer.answer.parts.count, length: answer.assessment.length,
      pauseRate: isUsable ? pacing.pauseRate : nil,
      articulationRate: isUsable ? pacing.articulationRate : nil,
      parts: answer.answer.isInParts
        ? answer.parts.map { Part(id: $0.part.take.id, number: $0.part.number, start: $0.start) } : [])
  }

  /// Where the answer stands against its target; `nil` without usable speech.
  public var standing: Target.Standing? { length.map(target.standing(of:)) }
}

/// A take of a list that shows flags.
public struct AssessedTake: Hashable, Sendable {
  /// The take.
  public let summary: TakeSummary
  /// Broken rules, in the order of the rules; a rule that was broken twice is there twice.
  public let flags: [Rule]

  /// A take and what the rules say about it.
  public init(_ summary: TakeSummary, flags: [Rule]) {
    self.summary = summary
    self.flags = flags
  }
}
