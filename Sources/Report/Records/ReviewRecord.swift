public import Rehearsal
import Signal
import SpeechTiming

/// `aloud review --json`: the take, its analysis, and its assessment. An answer in several takes has their list, and is
/// measured and judged as one (docs/review.schema.json).
public struct ReviewRecord: Encodable {
  private let take: Take
  /// `nil` for an answer of one take.
  private let parts: [PartRecord]?
  private let analysis: AnalysisRecord
  private let assessment: AssessmentRecord

  /// - Parameters:
  ///   - take: the take that it is about, if that is not the first part.
  ///   - file: path of the audio of a take.
  public init(of answer: MeasuredAnswer, take: Take? = nil, file: (TakeID) -> String) {
    self.take = take ?? answer.answer.first
    parts = PartRecord.all(of: answer, file: file)
    let assessment = answer.assessment
    analysis = AnalysisRecord(
      file: file(self.take.id), pacing: answer.pacing, warnings: assessment.warnings,
      settings: assessment.settings)
    self.assessment = AssessmentRecord(assessment)
  }
}

/// An assessment for machines: each flag with its rule, numbers, span and sentence.
struct AssessmentRecord: Encodable {
  let target: Target
  let length: Double?
  let inTarget: Bool
  let rambles: Bool
  let flags: [FlagRecord]

  init(_ assessment: Assessment) {
    target = assessment.target
    length = assessment.length
    inTarget = assessment.isInTarget
    rambles = assessment.rambles
    flags = FlagContent.all(of: assessment).map(FlagRecord.init)
  }

  private enum Key: CodingKey { case target, length, inTarget, rambles, flags }

  /// Writes all keys: a length that does not exist is `null`.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(target, forKey: .target)
    try values.encode(length, forKey: .length)
    try values.encode(inTarget, forKey: .inTarget)
    try values.encode(rambles, forKey: .rambles)
    try values.encode(flags, forKey: .flags)
  }

  struct FlagRecord: Encodable {
    let rule: Rule
    let measured, limit: Double
    let unit: Flag.Unit
    let start, end: Double
    let message: String

    init(_ content: FlagContent) {
      let flag = content.flag
      (rule, measured, limit, unit) = (flag.rule, flag.measured, flag.limit, flag.unit)
      (start, end) = (flag.span.start, flag.span.end)
      message = content.sentence
    }
  }
}
