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
  /// From the first to the last speech of the run, in seconds; shorter silences are inside.
  public let interval: Interval
  /// Syllable nuclei inside it.
  public let syllables: Int
}

extension Pacing {
  /// From the first to the last speech; `nil` when there is none.
  public var answer: Interval? {
    guard let first = speech.first, let last = speech.last else { return nil }
    return Interval(start: first.start, end: last.end)
  }

  /// Silence before the first word in seconds; `nil` without speech. Never counted as a pause.
  public var onsetLatency: Double? { answer?.start }

  /// Silence after the last word in seconds; `nil` without speech. Never counted as a pause.
  public var tail: Double? { answer.map { max(0, duration - $0.end) } }

  /// Silent intervals of at least `settings.pauseThreshold` inside the answer. Lost audio is no silence: a
  /// silent interval is cut at each gap, and what is left on either side counts only by its own length.
  public var pauses: [Pause] {
    silences.flatMap { Self.pieces(of: $0, without: gaps) }
      .filter { $0.duration >= settings.pauseThreshold - Self.tolerance }
      .map { Pause(interval: $0, pauseClass: settings.pauseClass(ofDuration: $0.duration)) }
  }

  /// The answer cut at its pauses and at lost audio.
  public var runs: [Run] {
    guard let answer else { return [] }
    let breaks = (pauses.map(\.interval) + gaps).sorted { $0.start < $1.start }
    return Self.pieces(of: answer, without: breaks).compactMap { piece in
      guard let first = speech.first(where: { $0.end > piece.start && $0.start < piece.end }),
        let last = speech.last(where: { $0.start < piece.end && $0.end > piece.start })
      else { return nil }
      let sounding = Interval(start: max(piece.start, first.start), end: min(piece.end, last.end))
      let syllables = nuclei.count { $0 >= sounding.start && $0 < sounding.end }
      return Run(interval: sounding, syllables: syllables)
    }
  }

  /// Sounding time in seconds: the sum of `speech`.
  public var phonationTime: Double { speech.reduce(0) { $0 + $1.duration } }

  /// Length of the answer in seconds without lost audio; `nil` without speech.
  public var answerTime: Double? {
    answer.map { answer in
      answer.duration - gaps.compactMap { answer.intersection($0)?.duration }.reduce(0, +)
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

  /// Articulation rate inside `span` in syllables per second; `nil` when less than `minimum` seconds of it
  /// are speech.
  public func articulationRate(in span: Interval, minimum: Double = 3) -> Double? {
    let sounding = speech.compactMap { $0.intersection(span)?.duration }.reduce(0, +)
    guard sounding >= minimum else { return nil }
    return Double(nuclei.count { $0 >= span.start && $0 < span.end }) / sounding
  }

  /// Silent intervals between neighbouring sounding intervals, of any length.
  var silences: [Interval] {
    zip(speech, speech.dropFirst()).map { Interval(start: $0.end, end: $1.start) }
  }

  /// Times are multiples of a window, held in binary; a quarter of a second must not fail by rounding.
  private static let tolerance = 1e-6

  private func ratio(_ numerator: Double, _ denominator: Double?) -> Double? {
    guard let denominator, denominator > 0 else { return nil }
    return numerator / denominator
  }

  /// What is left of `whole` when the ascending `holes` are cut out.
  static func pieces(of whole: Interval, without holes: [Interval]) -> [Interval] {
    var pieces: [Interval] = []
    var start = whole.start
    for hole in holes where hole.end > start && hole.start < whole.end {
      if hole.start > start { pieces.append(Interval(start: start, end: hole.start)) }
      start = max(start, hole.end)
    }
    if start < whole.end { pieces.append(Interval(start: start, end: whole.end)) }
    return pieces
  }
}
