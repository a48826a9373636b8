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
    flags = assessment.flags.map {
      FlagRecord(
        rule: $0.rule, measured: $0.measured, limit: $0.limit, unit: $0.unit, start: $0.span.start,
        end: $0.span.end,
        message: Words.sentence($0, target: assessment.target, settings: assessment.settings))
    }
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
  }
}
