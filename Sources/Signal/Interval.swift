/// A span of time in seconds from the first frame of the recording; `start ≤ end`.
public struct Interval: Hashable, Sendable, Codable {
  /// Start in seconds.
  public var start: Double
  /// End in seconds, exclusive.
  public var end: Double

  /// The span from `start` to `end`, in seconds; an end before the start is taken as the start.
  public init(start: Double, end: Double) {
    self.start = start
    self.end = max(start, end)
  }

  /// Length in seconds, never negative.
  public var duration: Double { end - start }

  /// The part that both spans share; `nil` if they do not overlap.
  public func intersection(_ other: Interval) -> Interval? {
    let start = max(self.start, other.start)
    let end = min(self.end, other.end)
    return end > start ? Interval(start: start, end: end) : nil
  }

  /// The parts of the span that remain when `holes`, in ascending order of their starts, are cut out.
  package func subtracting(_ holes: [Interval]) -> [Interval] {
    var rest: [Interval] = []
    var start = self.start
    for hole in holes where hole.end > start && hole.start < end {
      if hole.start > start { rest.append(Interval(start: start, end: hole.start)) }
      start = max(start, hole.end)
    }
    if start < end { rest.append(Interval(start: start, end: end)) }
    return rest
  }
}
