public import Rehearsal
import Signal
public import SpeechTiming

/// `aloud review --json`: the take, its analysis, and its assessment.
public struct ReviewRecord: Encodable {
  private let take: Take
  private let analysis: AnalysisRecord
  private let assessment: AssessmentRecord

  /// - Parameter file: path of the audio.
  public init(of take: Take, file: String, _ pacing: Pacing, _ assessment: Assessment) {
    self.take = take
    analysis = AnalysisRecord(
      file: file, pacing: pacing, warnings: assessment.warnings, settings: assessment.settings)
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
