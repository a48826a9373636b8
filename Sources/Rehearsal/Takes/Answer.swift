/// What is said to a prompt: one take, or takes that continue one another, in their order. What a person does to an
/// answer is done to all of it.
public struct Answer: Hashable, Sendable {
  /// A take of the answer.
  public struct Part: Hashable, Sendable {
    /// Which part of the answer it is, from 1 on.
    public let number: Int
    /// The take.
    public let take: Take
    /// How it follows the part before; `nil` for the first that is there.
    public let seam: Seam?
  }

  /// What lies between two parts.
  public enum Seam: Hashable, Sendable {
    /// Nothing: a file was full, and its next frame is the first of the part.
    case none
    /// Time in which nobody heard the speaker: seconds by the wall clock, `nil` if the clock was set meanwhile.
    case unheard(seconds: Double?)
  }

  /// The parts that are there, at least one.
  public let parts: [Part]
  /// Numbers of parts that are not there.
  public let missing: [ClosedRange<Int>]
  /// Parts that name a part before them that cannot be.
  public let strays: [TakeID]

  /// An answer of one take.
  public init(_ take: Take) {
    parts = [Part(number: 1, take: take, seam: nil)]
    (missing, strays) = ([], [])
  }

  /// The answers that these takes are, each by its first part.
  public static func all(of takes: [Take]) -> [Answer] {
    let byID = Dictionary(takes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return PartChain.chains(of: takes.map(PartLink.init)).map { Answer($0, byID) }
  }

  private init(_ chain: PartChain, _ takes: [TakeID: Take]) {
    var parts: [Part] = []
    for seat in chain.seats {
      guard let take = takes[seat.id] else { continue }
      parts.append(
        Part(number: seat.number, take: take, seam: parts.last.map { Self.seam(between: $0.take, and: take) })
      )
    }
    self.parts = parts
    (missing, strays) = (chain.missing, chain.strays)
  }

  private init(part: Part, of answer: Answer) {
    parts = [Part(number: part.number, take: part.take, seam: nil)]
    (missing, strays) = ([], answer.strays.filter { $0 == part.take.id })
  }

  /// One part by itself; `nil` if the answer has no such part.
  public func part(_ number: Int) -> Answer? {
    parts.first { $0.number == number }.map { Answer(part: $0, of: self) }
  }

  /// The first part that is there; it names the answer.
  public var first: Take { parts[0].take }
  /// The last part that is there; the answer goes on after it.
  public var last: Take { parts[parts.count - 1].take }
  /// The part that knows the question: the first whose sidecar was not lost.
  public var questioned: Take { parts.first { !PartLink($0.take).isLost }?.take ?? first }
  /// Indices into what a strong answer covers that the speaker ticked.
  public var covered: [Int] { Set(parts.flatMap(\.take.covered)).sorted() }

  /// What was recorded of it, in seconds.
  public var seconds: Double { parts.reduce(0) { $0 + Self.length(of: $1.take) } }

  /// True if it has, or had, several parts.
  public var isInParts: Bool { parts.count > 1 || parts[0].number > 1 || !missing.isEmpty }

  private static func length(of take: Take) -> Double {
    Double(take.frames) / Double(max(1, take.device.sampleRate))
  }

  private static func seam(between before: Take, and next: Take) -> Seam {
    let length = length(of: before)
    let seconds = next.recordedAt.secondsSince1970 - before.recordedAt.secondsSince1970 - length
    if next.continues == before.id {
      if next.isSeamless { return .none }
      // Aloud 0.1 did not note it. A clock is off by 100 ppm at most; nobody goes on by hand within 50 ms.
      if before.ending == .limit, abs(seconds) <= 0.05 + 1e-4 * length { return .none }
    }
    return .unheard(seconds: seconds >= 0 ? seconds : nil)
  }
}
