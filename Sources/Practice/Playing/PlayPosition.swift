public import Rehearsal
import Signal
public import SpeechTiming

/// Where a replay begins: `1:05`, `65.5`, `pause:3`, `flag:R1`.
public struct PlayPosition: Sendable {
  /// As the person wrote it.
  public let text: String

  /// Takes any text; `seconds(in:_:)` throws if it is not a place.
  public init(text: String) { self.text = text }

  /// The position in seconds. A pause is played from its start, a flag from the start of its span.
  /// - Throws: `InvalidPosition`.
  public func seconds(in pacing: Pacing, _ assessment: Assessment) throws -> Double {
    if let seconds = Self.clock(text) { return seconds }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2, parts[0] == "pause", let number = Int(parts[1]) {
      guard pacing.pauses.indices.contains(number - 1) else {
        throw InvalidPosition(text: text, pauses: pacing.pauses.count, flags: [])
      }
      return pacing.pauses[number - 1].interval.start
    }
    if parts.count == 2, parts[0] == "flag" {
      let flag = assessment.flags.first { $0.rule.rawValue.lowercased() == parts[1].lowercased() }
      guard let flag else {
        throw InvalidPosition(text: text, pauses: nil, flags: assessment.flags.map(\.rule.rawValue))
      }
      return flag.span.start
    }
    throw InvalidPosition(text: text, pauses: nil, flags: nil)
  }

  /// `h:mm:ss`, `m:ss` or seconds, each with decimals in the last part.
  private static func clock(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...3).contains(parts.count) else { return nil }
    return parts.reduce(0.0) { total, part in
      guard let total, let part, part.isFinite, part >= 0 else { return nil }
      return total * 60 + part
    }
  }
}

/// A place to play from that this take does not have.
public struct InvalidPosition: Error {
  /// As given.
  public let text: String
  /// How many pauses there are, if a pause was asked for.
  public let pauses: Int?
  /// Which flags there are, if a flag was asked for; `nil` if the text has none of the forms.
  public let flags: [String]?
}
