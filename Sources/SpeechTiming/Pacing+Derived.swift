public import Signal

/// A silent interval inside the answer that is long enough to count.
public struct Pause: Hashable, Sendable {
  /// Where it is, in seconds.
  public let interval: Interval
  /// How long it is, as a class.
  public let pauseClass: PauseClass
}

/// Speech between two pauses.
public struct Run: Hashable, Sendable {
  /// From the first to the last speech of the run, in seconds; includes shorter silences.
  public let interval: Interval
  /// Syllable nuclei inside it.
  public let syllables: Int
}

extension Pacing {
  /// From the first to the last speech; `nil` if there is none.
  public var answer: Interval? {
    guard let first = speech.first, let last = speech.last else { return nil }
    return Interval(start: first.start, end: last.end)
  }

  /// Length of the answer in seconds: lost audio is included, because it was spoken, and breaks between parts are not;
  /// `nil` without speech.
  public var answerLength: Double? { answer.map { breaks.reduce($0.duration) { $0 - $1.duration } } }

  /// Where the answer has this length, in seconds of the time line; also past its end.
  public func position(atLength length: Double) -> Double {
    var position = (answer?.start ?? 0) + length
    for rest in breaks where rest.start < position { position += rest.duration }
    return position
  }

  /// The length that the answer has at `position`, negative before the first speech.
  public func length(atPosition position: Double) -> Double {
    breaks.reduce(position - (answer?.start ?? 0)) { $0 - max(0, min(position, $1.end) - $1.start) }
  }

  /// Time of which nothing is known, ascending: lost audio, and breaks between parts.
  private var unheard: [Interval] {
    breaks.isEmpty ? gaps : (gaps + breaks).sorted { $0.start < $1.start }
  }

  /// Silence before the first word in seconds; `nil` without speech. Never counted as a pause.
  public var onsetLatency: Double? { answer?.start }

  /// Silence after the last word in seconds; `nil` without speech. Never counted as a pause.
  public var tail: Double? { answer.map { max(0, duration - $0.end) } }

  /// Silent intervals of at least `settings.pauseThreshold` inside the answer. Lost audio is not silence: a
  /// silent interval is cut at each gap, and the rest on either side counts only by its own length.
  public var pauses: [Pause] {
    let unheard = unheard
    return silences.flatMap { $0.subtracting(unheard) }
      .filter { $0.duration >= settings.pauseThreshold - Self.tolerance }
      .map { Pause(interval: $0, pauseClass: settings.pauseClass(ofDuration: $0.duration)) }
  }

  /// The answer cut at its pauses, at lost audio and between parts.
  public var runs: [Run] {
    stretches(between: pauses.map(\.interval)).map { Run(interval: $0, syllables: syllables(in: $0)) }
  }

  /// The answer cut at `pauses`, at lost audio and between parts. Each stretch begins and ends with speech, and includes
  /// shorter silences.
  public func stretches(between pauses: [Interval]) -> [Interval] {
    guard let answer else { return [] }
    let holes = (pauses + unheard).sorted { $0.start < $1.start }
    return answer.subtracting(holes).compactMap { rest in
      // The first speech that ends inside or later, and the last that begins inside or earlier.
      let first = speech.partition { $0.end <= rest.start }
      let last = speech.partition { $0.start < rest.end } - 1
      guard first <= last else { return nil }
      return Interval(
        start: max(rest.start, speech[first].start), end: min(rest.end, speech[last].end))
    }
  }

  /// Syllable nuclei inside `span`, whose end is excluded.
  public func syllables(in span: Interval) -> Int {
    max(0, nuclei.partition { $0 < span.end } - nuclei.partition { $0 < span.start })
  }

  /// Sounding time in seconds: the sum of `speech`, without lost audio.
  public var phonationTime: Double { soundingTime(in: Interval(start: 0, end: .infinity)) }

  /// Length of the answer in seconds without lost audio and breaks between parts; `nil` without speech.
  public var answerTime: Double? {
    answer.map { answer in
      guard breaks.isEmpty else { return answer.subtracting(unheard).reduce(0) { $0 + $1.duration } }
      return answer.duration - gaps.compactMap { answer.intersection($0)?.duration }.reduce(0, +)
    }
  }

  /// Phonation time ÷ answer time, 0…1; `nil` without speech.
  public var phonationRatio: Double? { ratio(phonationTime, answerTime).map { min(1, $0) } }

  /// Syllables ÷ answer time, per second (De Jong & Wempe 2009); `nil` without speech or nuclei.
  public var speechRate: Double? { nuclei.isEmpty ? nil : ratio(Double(nuclei.count), answerTime) }

  /// Syllables ÷ phonation time, per second (De Jong & Wempe 2009); `nil` without speech or nuclei.
  public var articulationRate: Double? { nuclei.isEmpty ? nil : ratio(Double(nuclei.count), phonationTime) }

  /// Syllables per run; `nil` without speech or nuclei.
  public var meanLengthOfRun: Double? {
    nuclei.isEmpty ? nil : ratio(Double(nuclei.count), Double(runs.count))
  }

  /// Pauses per minute of answer time; `nil` without speech.
  public var pauseRate: Double? { ratio(60 * Double(pauses.count), answerTime) }

  /// Total length of the pauses in seconds.
  public var pauseTime: Double { pauses.reduce(0) { $0 + $1.interval.duration } }

  /// Articulation rate inside `span` in syllables per second; `nil` if less than `minimum` seconds of the
  /// span are speech.
  public func articulationRate(in span: Interval, minimum: Double = 3) -> Double? {
    let sounding = soundingTime(in: span)
    guard sounding > 0, sounding >= minimum - Self.tolerance else { return nil }
    return Double(syllables(in: span)) / sounding
  }

  /// Silent intervals between neighbouring sounding intervals, of any length.
  var silences: [Interval] {
    zip(speech, speech.dropFirst()).map { Interval(start: $0.end, end: $1.start) }
  }

  /// Two times that differ by at most this count as equal, in seconds. Times are multiples of a window, held
  /// in binary, and rounding must not make them miss a quarter of a second or a target.
  public static let tolerance = 1e-6

  private func soundingTime(in span: Interval) -> Double {
    speech.compactMap { $0.intersection(span) }.flatMap { $0.subtracting(gaps) }
      .reduce(0) { $0 + $1.duration }
  }

  private func ratio(_ numerator: Double, _ denominator: Double?) -> Double? {
    guard let denominator, denominator > 0 else { return nil }
    return numerator / denominator
  }
}

extension Array {
  /// The number of elements that are `before`, which must be the first ones of the array. O(log n): a
  /// recording of ten hours has 100 000 syllables and 10 000 runs.
  fileprivate func partition(before: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if before(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
