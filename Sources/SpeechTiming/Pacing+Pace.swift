public import Signal

/// The articulation rate around one moment of the answer.
public struct PacePoint: Hashable, Sendable, Codable {
  /// The span that it was measured over, in seconds.
  public let interval: Interval
  /// Syllables per second of speech.
  public let articulationRate: Double
}

extension Pacing {
  /// Length of the spans of `paceCurve` in seconds: about 30 syllables, so that one syllable more or less
  /// moves a point by 3 %.
  public static let paceSpan = 10.0
  /// From the start of one span to the next, in seconds.
  public static let paceStep = 5.0

  /// The articulation rate over the answer, in spans of 10 s, every 5 s; spans with less than 3 s of speech are left
  /// out. An answer shorter than a span has no curve.
  public var paceCurve: [PacePoint] {
    guard let answer, !nuclei.isEmpty else { return [] }
    let steps = Int(((answer.duration - Self.paceSpan + Self.tolerance) / Self.paceStep).rounded(.down))
    guard steps >= 0 else { return [] }
    return (0...steps).compactMap { step in
      let start = answer.start + Double(step) * Self.paceStep
      let span = Interval(start: start, end: start + Self.paceSpan)
      return articulationRate(in: span).map { PacePoint(interval: span, articulationRate: $0) }
    }
  }

  /// How much the pace varies: the standard deviation of `paceCurve` ÷ its mean; `nil` with fewer than three points.
  public var paceVariation: Double? {
    let rates = paceCurve.map(\.articulationRate)
    guard rates.count >= 3 else { return nil }
    let mean = rates.reduce(0, +) / Double(rates.count)
    guard mean > 0 else { return nil }
    let squares = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(rates.count - 1)).squareRoot() / mean
  }

  /// The first third of the answer, and the last; `nil` without speech.
  public var outerThirds: (first: Interval, last: Interval)? {
    answer.map { answer in
      let third = answer.duration / 3
      return (
        Interval(start: answer.start, end: answer.start + third),
        Interval(start: answer.end - third, end: answer.end)
      )
    }
  }

  /// Articulation rate of the last third of the answer ÷ that of the first, minus 1; `nil` if either has less
  /// than 3 s of speech.
  public var paceChange: Double? {
    guard let thirds = outerThirds, let first = articulationRate(in: thirds.first),
      let last = articulationRate(in: thirds.last), first > 0
    else { return nil }
    return last / first - 1
  }

  /// The longest run; `nil` without speech.
  public var longestRun: Run? { runs.max { $0.interval.duration < $1.interval.duration } }

  /// Pause time ÷ answer time, 0…1; `nil` without speech.
  public var pauseTimeRatio: Double? {
    guard let answerTime, answerTime > 0 else { return nil }
    return min(1, pauseTime / answerTime)
  }
}
