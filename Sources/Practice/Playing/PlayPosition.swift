public import Rehearsal
import Signal
public import SpeechTiming

/// Where a replay begins: `1:05`, `65.5`, `pause:3`, `flag:R1`.
public struct PlayPosition: Sendable {
  /// As the person wrote it.
  public let text: String
  private let place: Place

  private enum Place {
    case seconds(Double)
    case pause(Int)
    case flag(String)
  }

  /// A place that any take may have.
  /// - Throws: `InvalidPosition` if `text` has none of the forms above.
  public init(text: String) throws(InvalidPosition) {
    self.text = text
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    if let seconds = Self.clock(text) {
      place = .seconds(seconds)
    } else if parts.count == 2, parts[0] == "pause", let number = Int(parts[1]) {
      place = .pause(number)
    } else if parts.count == 2, parts[0] == "flag" {
      place = .flag(parts[1].lowercased())
    } else {
      throw InvalidPosition(text: text, reason: .malformed)
    }
  }

  /// The position in seconds. A pause is played from its start, a flag from the start of its span.
  /// - Throws: `InvalidPosition` if the take has no such place.
  public func seconds(in pacing: Pacing, _ assessment: Assessment) throws(InvalidPosition) -> Double {
    switch place {
    case .seconds(let seconds):
      guard seconds == 0 || seconds < pacing.duration else {
        throw InvalidPosition(text: text, reason: .pastEnd(of: pacing.duration))
      }
      return seconds
    case .pause(let number):
      guard (1...max(1, pacing.pauses.count)).contains(number), !pacing.pauses.isEmpty else {
        throw InvalidPosition(text: text, reason: .noSuchPause(of: pacing.pauses.count))
      }
      return pacing.pauses[number - 1].interval.start
    case .flag(let name):
      let flag = assessment.flags.first { $0.rule.names.contains { $0.lowercased() == name } }
      guard let flag else {
        throw InvalidPosition(text: text, reason: .noSuchFlag(of: assessment.flags.map(\.rule.label)))
      }
      return flag.span.start
    }
  }

  /// `h:mm:ss`, `m:ss` or seconds, each with decimals in the last part.
  private static func clock(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...3).contains(parts.count), parts.dropFirst().allSatisfy({ $0.map { $0 < 60 } ?? false }) else {
      return nil
    }
    return parts.reduce(0.0) { total, part in
      guard let total, let part, part.isFinite, part >= 0 else { return nil }
      return total * 60 + part
    }
  }
}

extension Rule {
  /// What a person may call it.
  fileprivate var names: [String] { [label, title, rawValue] }
}

/// A place to play from that is none, or that this take does not have.
public struct InvalidPosition: Error, Hashable {
  /// As given.
  public let text: String
  /// What is wrong.
  public let reason: Reason

  /// Why it is not a place to play from.
  public enum Reason: Hashable, Sendable {
    /// It has none of the forms of a position.
    case malformed
    /// The take is only so many seconds long.
    case pastEnd(of: Double)
    /// The take has only so many pauses.
    case noSuchPause(of: Int)
    /// The take has only flags with these labels.
    case noSuchFlag(of: [String])
  }
}
