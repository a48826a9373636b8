import Rehearsal

/// A part of an answer, for machines.
struct PartRecord: Encodable {
  private let number: Int
  private let id: TakeID
  private let file: String
  /// Where the part begins in the answer and how long it is, in seconds.
  private let start, duration: Double
  /// Seconds by the wall clock since the part before ended: 0 if no frame lies between; `nil` if unknown.
  private let after: Double?
  private let marks: [Mark]

  /// The parts of an answer that has, or had, several; `nil` for another.
  /// - Parameter file: path of the audio of a take.
  static func all(of answer: MeasuredAnswer, file: (TakeID) -> String) -> [PartRecord]? {
    guard answer.answer.isInParts else { return nil }
    return answer.parts.map { PartRecord($0, file: file($0.part.take.id)) }
  }

  private init(_ part: MeasuredAnswer.Part, file: String) {
    number = part.part.number
    id = part.part.take.id
    self.file = file
    (start, duration) = (AnalysisRecord.rounded(part.start), AnalysisRecord.rounded(part.duration))
    after =
      switch part.part.seam {
      case .some(.none): 0
      case .unheard(let seconds): seconds.map(AnalysisRecord.rounded)
      case nil: nil
      }
    marks = part.part.take.marks
  }

  private enum Key: CodingKey { case number, id, file, start, duration, after, marks }

  /// Writes all keys but `marks`, which only a part with marks has.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(number, forKey: .number)
    try values.encode(id, forKey: .id)
    try values.encode(file, forKey: .file)
    try values.encode(start, forKey: .start)
    try values.encode(duration, forKey: .duration)
    try values.encode(after, forKey: .after)
    if !marks.isEmpty { try values.encode(marks, forKey: .marks) }
  }
}
