import Rehearsal

/// A part of an answer in words.
struct PartContent: Hashable, Sendable {
  /// How it can be named by itself: the answer's id, a dot, and its number.
  let name: String
  /// Where it is on the time line: `0:00–1:05`.
  let place: String
  /// The take, how it follows the part before, and what is special about it.
  let about: String

  /// The parts of an answer that has, or had, several; none of another.
  static func all(of answer: MeasuredAnswer) -> [PartContent] {
    guard answer.answer.isInParts else { return [] }
    return answer.parts.map { PartContent($0, of: answer.answer) }
  }

  private init(_ part: MeasuredAnswer.Part, of answer: Answer) {
    let take = part.part.take
    name = Self.name(of: part.part.number, in: answer.first.id)
    place = "\(Figures.clock(part.start))–\(Figures.clock(part.start + part.duration))"
    about = [
      "take \(take.id)", part.part.seam.map(Self.words),
      take.device.name == answer.first.device.name ? nil : take.device.name,
      take.state == .recovered ? "recovered after a crash" : nil,
      take.ending == .deviceLost ? "the microphone went away at its end" : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// The name of a part of the answer that begins with `first`.
  static func name(of number: Int, in first: TakeID) -> String { "\(first).\(number)" }

  private static func words(for seam: Answer.Seam) -> String {
    switch seam {
    case .none: "follows without a gap"
    case .unheard(let seconds?): "began \(Figures.interval(seconds)) after the part before"
    case .unheard(nil): "began some time after the part before"
    }
  }
}

extension Words {
  /// Numbers of parts: `part 2`, `parts 2 and 4`, `parts 1 to 3 and 5`.
  static func parts(_ numbers: [ClosedRange<Int>]) -> String {
    let runs = numbers.reduce(into: [ClosedRange<Int>]()) { runs, range in
      if let last = runs.last, range.lowerBound <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        runs.append(range)
      }
    }
    let words = runs.map { run in
      switch run.count {
      case 1: "\(run.lowerBound)"
      case 2: "\(run.lowerBound) and \(run.upperBound)"
      default: "\(run.lowerBound) to \(run.upperBound)"
      }
    }
    return (isOne(numbers) ? "part " : "parts ") + words.prefix(Self.mostRuns).joined(separator: ", ")
      + (words.count > Self.mostRuns ? " and more" : "")
  }

  /// True if it is one part.
  static func isOne(_ numbers: [ClosedRange<Int>]) -> Bool { numbers.count == 1 && numbers[0].count == 1 }

  private static let mostRuns = 5
}
