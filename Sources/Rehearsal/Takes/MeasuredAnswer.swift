public import SpeechTiming

/// An answer with what was measured on it as a whole.
public struct MeasuredAnswer: Sendable {
  /// A part in its place on the time line of the answer.
  public struct Part: Hashable, Sendable {
    /// The part.
    public let part: Answer.Part
    /// Where it begins and how long it is, in seconds. The time line has what was recorded, without what nobody
    /// heard between the parts.
    public let start, duration: Double
  }

  /// The answer.
  public let answer: Answer
  /// The parts that were measured, one after the other.
  public let parts: [Part]
  /// What was measured.
  public let pacing: Pacing
  /// The rules applied to it.
  public let assessment: Assessment

  /// - Parameter pacings: what was measured on each part; one that could not be measured is left out, with a doubt.
  public init(
    _ answer: Answer, _ pacings: [TakeID: Pacing], settings: RehearsalSettings = RehearsalSettings()
  ) {
    self.answer = answer
    var parts: [Part] = []
    var measured: [Pacing.Part] = []
    var unread: [ClosedRange<Int>] = []
    var start = 0.0
    for part in answer.parts {
      guard let pacing = pacings[part.take.id] else {
        unread.append(part.number...part.number)
        continue
      }
      let follows = part.seam == Answer.Seam.none && parts.last?.part.take.id == part.take.continues
      measured.append(Pacing.Part(pacing, isSeamless: follows))
      parts.append(Part(part: part, start: start, duration: pacing.duration))
      start += pacing.duration
    }
    self.parts = parts
    pacing = Pacing(joining: measured)
    var doubts = answer.strays.map(TakeWarning.strayPart)
    let missing = (answer.missing + unread).sorted { $0.lowerBound < $1.lowerBound }
    if !missing.isEmpty { doubts.append(.missingParts(missing)) }
    assessment = Assessment(of: pacing, against: answer.questioned.target, doubts: doubts, settings: settings)
  }

  /// An answer of one take.
  public init(_ take: Take, _ pacing: Pacing) { self.init(Answer(take), [take.id: pacing]) }
}
