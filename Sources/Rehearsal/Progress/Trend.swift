/// How the latest take compares with those before it.
public enum Verdict: Hashable, Sendable {
  /// Fewer than two takes to compare, or a median of 0 or close to it, for which a change has no percentage.
  case tooFew
  /// Inside ± the trend's per cent.
  case noChange(percent: Double)
  /// Above the median of the earlier takes.
  case up(percent: Double)
  /// Below it.
  case down(percent: Double)
}

/// One measure over takes, oldest first.
public struct Trend: Hashable, Sendable {
  /// The values; a take without one is left out.
  public let values: [Double]
  /// The last value against the median of up to `settings.trendTakes` before it.
  public let verdict: Verdict

  /// Judges `values`, oldest first.
  public init(_ values: [Double], settings: RehearsalSettings = RehearsalSettings()) {
    self.values = values
    let earlier = values.dropLast().suffix(settings.trendTakes).sorted()
    guard let last = values.last, let median = Self.median(of: earlier), median > 0 || last == 0 else {
      verdict = .tooFew
      return
    }
    let percent = median == 0 ? 0 : 100 * (last / median - 1)
    guard percent.isFinite else {
      verdict = .tooFew
      return
    }
    // 108 against 100 is 8.000000000000007 %.
    if abs(percent) <= settings.trendPercent + 1e-9 {
      verdict = .noChange(percent: percent)
    } else {
      verdict = percent > 0 ? .up(percent: percent) : .down(percent: percent)
    }
  }

  private static func median(of sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
