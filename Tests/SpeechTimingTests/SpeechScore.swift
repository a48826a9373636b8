import Signal

/// How well found speech agrees with the true one, by the rules that docs/accuracy.md was made with: gaps below 150 ms
/// are closed, windows of 10 ms are compared, and a pause is a gap of at least 250 ms.
struct SpeechScore {
  private var speechWindows = 0
  private var wrongWindows = 0
  private var truePauses = 0
  private var foundPauses = 0
  private var hits = 0

  /// The score of no recording.
  init() {}

  init(truth: [Interval], found: [Interval], duration: Double) {
    let truth = Self.closed(truth)
    let found = Self.closed(
      found.map { Interval(start: max(0, $0.start), end: max(0, min($0.end, duration))) })
    let windows = Self.window(duration)
    let (isTrue, isFound) = (Self.mask(truth, windows), Self.mask(found, windows))
    speechWindows = isTrue.count { $0 }
    wrongWindows = zip(isTrue, isFound).count { $0 != $1 }
    let (pauses, others) = (Self.pauses(truth), Self.pauses(found))
    (truePauses, foundPauses) = (pauses.count, others.count)
    hits = Self.matches(pauses, others)
  }

  /// Missed and false speech over true speech.
  var der: Double { Double(wrongWindows) / Double(max(1, speechWindows)) }
  /// Of pauses: 2 hits ∕ (true + found).
  var f1: Double { Double(2 * hits) / Double(max(1, truePauses + foundPauses)) }

  static func += (pool: inout Self, other: Self) {
    pool.speechWindows += other.speechWindows
    pool.wrongWindows += other.wrongWindows
    pool.truePauses += other.truePauses
    pool.foundPauses += other.foundPauses
    pool.hits += other.hits
  }

  private static func window(_ seconds: Double) -> Int { Int((seconds * 100).rounded(.toNearestOrEven)) }

  private static func closed(_ speech: [Interval]) -> [Interval] {
    speech.filter { $0.end > $0.start }.sorted { $0.start < $1.start }.reduce(into: []) { closed, next in
      if let last = closed.last, next.start - last.end < 0.15 - 1e-9 {
        closed[closed.count - 1] = Interval(start: last.start, end: max(last.end, next.end))
      } else {
        closed.append(next)
      }
    }
  }

  private static func mask(_ speech: [Interval], _ count: Int) -> [Bool] {
    var mask = [Bool](repeating: false, count: count)
    for interval in speech {
      let (start, end) = (window(interval.start), min(count, window(interval.end)))
      if start < end { for index in start..<end { mask[index] = true } }
    }
    return mask
  }

  private static func pauses(_ speech: [Interval]) -> [Interval] {
    zip(speech, speech.dropFirst()).map { Interval(start: $0.end, end: $1.start) }
      .filter { $0.duration >= 0.25 - 1e-6 }
  }

  /// Pairs of which half of the union is shared, or whose ends are within 100 ms of each other; the best first, each once.
  private static func matches(_ truth: [Interval], _ found: [Interval]) -> Int {
    let pairs = truth.indices.flatMap { one in
      found.indices.compactMap { other -> (shared: Double, one: Int, other: Int)? in
        let (pause, candidate) = (truth[one], found[other])
        let union = max(pause.end, candidate.end) - min(pause.start, candidate.start)
        let shared = (pause.intersection(candidate)?.duration ?? 0) / union
        let isNear = abs(pause.start - candidate.start) <= 0.1 && abs(pause.end - candidate.end) <= 0.1
        return shared >= 0.5 || isNear ? (shared, one, other) : nil
      }
    }
    var (usedTruth, usedFound): (Set<Int>, Set<Int>) = ([], [])
    for pair in pairs.sorted(by: { ($1.shared, $0.one, $0.other) < ($0.shared, $1.one, $1.other) })
    where !usedTruth.contains(pair.one) && !usedFound.contains(pair.other) {
      usedTruth.insert(pair.one)
      usedFound.insert(pair.other)
    }
    return usedTruth.count
  }
}
