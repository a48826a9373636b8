/// One take as the trends see it.
public struct TakeSummary: Hashable, Sendable {
  /// Names the take.
  public let id: TakeID
  /// Pack and prompt, for grouping.
  public let prompt: PromptKey
  /// Title of the prompt at that time.
  public let title: String
  /// When it was recorded.
  public let recordedAt: Timestamp
  /// The target in force.
  public let target: Target
  /// Answer length in seconds; `nil` without usable speech.
  public let length: Double?
  /// Pauses per minute of answer; `nil` without usable speech.
  public let pauseRate: Double?
  /// Syllables per second of phonation; `nil` without usable speech.
  public let articulationRate: Double?
  /// Broken rules.
  public let flags: [Rule]

  /// A row of the index.
  public init(
    id: TakeID, prompt: PromptKey, title: String, recordedAt: Timestamp, target: Target, length: Double?,
    pauseRate: Double?, articulationRate: Double?, flags: [Rule]
  ) {
    self.id = id
    self.prompt = prompt
    self.title = title
    self.recordedAt = recordedAt
    self.target = target
    self.length = length
    self.pauseRate = pauseRate
    self.articulationRate = articulationRate
    self.flags = flags
  }
}

/// Pack and prompt id together.
public struct PromptKey: Hashable, Sendable {
  /// Pack id; empty for a question given on the command line.
  public let pack: String
  /// Prompt id.
  public let id: String

  /// A key.
  public init(pack: String, id: String) { (self.pack, self.id) = (pack, id) }
}

/// What the latest take says against those before it.
public enum Verdict: Hashable, Sendable {
  /// Fewer than two takes to compare, or a median of 0 or next to it, from which a change has no per cent.
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
