public import Rehearsal
import Signal
public import SpeechTiming

/// One line of `aloud analyze --json`: every measure of one file, seconds as numbers, `null` where a measure
/// does not exist. Key order and the meaning of each key are fixed; keys may be added.
public struct AnalysisRecord: Encodable {
  private let file: String
  private let pacing: Pacing
  private let warnings: [TakeWarning]
  private let settings: RehearsalSettings
  /// True if the lists that grow with the recording are left empty.
  private var isBrief = false

  /// The record of `file`, a path as it was given.
  public init(
    file: String, pacing: Pacing, warnings: [TakeWarning], settings: RehearsalSettings = RehearsalSettings()
  ) {
    self.file = file
    self.pacing = pacing
    self.warnings = warnings
    self.settings = settings
  }

  private enum Key: String, CodingKey {
    case file, duration, speech, pauses, answer, onsetLatency, tail, phonationTime, phonationRatio, runs
    case longestRun, longestBreathGroup, pauseTime, pauseTimeRatio
    case syllables, speechRate, articulationRate, wordRate, meanLengthOfRun, pauseRate, pace, filledPauses
    case voice, level, gaps, breaks
    case warnings, settings, analysisVersion
  }

  /// Writes all keys.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(file, forKey: .file)
    try values.encode(Self.rounded(pacing.duration), forKey: .duration)
    try values.encode(isBrief ? [] : pacing.speech.map(Self.pair), forKey: .speech)
    try values.encode(isBrief ? [] : pacing.pauses.map(Self.span), forKey: .pauses)
    try values.encode(pacing.answer.map { Span($0) }, forKey: .answer)
    try values.encode(pacing.onsetLatency.map(Self.rounded), forKey: .onsetLatency)
    try values.encode(pacing.tail.map(Self.rounded), forKey: .tail)
    try values.encode(Self.rounded(pacing.phonationTime), forKey: .phonationTime)
    try values.encode(pacing.phonationRatio.map(Self.rounded), forKey: .phonationRatio)
    try values.encode(isBrief ? [] : pacing.runs.map(Self.span), forKey: .runs)
    try values.encode(pacing.longestRun.map(Self.span), forKey: .longestRun)
    try values.encode(
      pacing.breathGroups(breath: settings.breathPause)
        .max { $0.duration < $1.duration }.map { Span($0) }, forKey: .longestBreathGroup)
    try values.encode(Self.rounded(pacing.pauseTime), forKey: .pauseTime)
    try values.encode(pacing.pauseTimeRatio.map(Self.rounded), forKey: .pauseTimeRatio)
    try values.encode(Syllables(pacing, isBrief: isBrief), forKey: .syllables)
    try values.encode(pacing.speechRate.map(Self.rounded), forKey: .speechRate)
    try values.encode(pacing.articulationRate.map(Self.rounded), forKey: .articulationRate)
    try values.encode(pacing.wordRate.map { WordRate($0, pacing) }, forKey: .wordRate)
    try values.encode(pacing.meanLengthOfRun.map(Self.rounded), forKey: .meanLengthOfRun)
    try values.encode(pacing.pauseRate.map(Self.rounded), forKey: .pauseRate)
    try values.encode(PaceRecord(pacing), forKey: .pace)
    try values.encode(
      pacing.filledPauses.map { Span($0.interval, confidence: Self.rounded($0.confidence)) },
      forKey: .filledPauses)
    try values.encode(VoiceRecord(pacing.voice), forKey: .voice)
    try values.encode(LevelRecord(pacing.level), forKey: .level)
    try values.encode(pacing.gaps.map { Span($0) }, forKey: .gaps)
    // A recording has none; an answer in several takes may have.
    if !pacing.breaks.isEmpty { try values.encode(pacing.breaks.map { Span($0) }, forKey: .breaks) }
    try values.encode(
      warnings.map { WarningRecord(WarningContent($0, settings: settings)) }, forKey: .warnings)
    try values.encode(pacing.settings, forKey: .settings)
    try values.encode(SpeechAnalyzer.version, forKey: .analysisVersion)
  }

  /// Four decimals: a tenth of a millisecond, finer than anything measured.
  static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  private static func pair(_ interval: Interval) -> [Double] {
    [rounded(interval.start), rounded(interval.end)]
  }

  private static func span(_ pause: Pause) -> Span { Span(pause.interval, pauseClass: pause.pauseClass) }

  private static func span(_ run: Run) -> Span { Span(run.interval, syllables: run.syllables) }

  /// Writes the record as JSON in chunks, so that the lists of pauses, runs and nuclei of ten hours are never in memory
  /// as a whole. The other lists are short: the pace of ten hours takes half a megabyte.
  ///
  /// - Parameter encode: makes JSON with sorted keys.
  public func inChunks(encode: (any Encodable) throws -> String, write: (String) -> Void) rethrows {
    var brief = self
    brief.isBrief = true
    var rest = try encode(brief)[...]
    // In the order of the sorted keys; a quotation mark inside a string is escaped, so the names are found only as keys.
    let (pauses, runs, speech, nuclei) = (pacing.pauses, pacing.runs, pacing.speech, pacing.nuclei)
    let lists: [(name: String, count: Int, part: (Range<Int>) -> any Encodable)] = [
      ("pauses", pauses.count, { pauses[$0].map(Self.span) }),
      ("runs", runs.count, { runs[$0].map(Self.span) }),
      ("speech", speech.count, { speech[$0].map(Self.pair) }),
      ("nuclei", nuclei.count, { nuclei[$0].map(Self.rounded) }),
    ]
    for list in lists {
      guard let place = rest.firstRange(of: "\"\(list.name)\":[]") else { continue }
      let opened = rest.index(before: place.upperBound)
      write(String(rest[..<opened]))
      for start in stride(from: 0, to: list.count, by: Self.chunkLength) {
        let part = try encode(list.part(start..<min(list.count, start + Self.chunkLength)))
        write((start > 0 ? "," : "") + part.dropFirst().dropLast())
      }
      rest = rest[opened...]
    }
    write(String(rest))
  }

  /// Number of list elements that are encoded together.
  private static let chunkLength = 250

  private struct Span: Encodable {
    let start, end: Double
    let `class`: PauseClass?
    let syllables: Int?
    let confidence: Double?

    init(
      _ interval: Interval, pauseClass: PauseClass? = nil, syllables: Int? = nil, confidence: Double? = nil
    ) {
      (start, end) = (rounded(interval.start), rounded(interval.end))
      self.class = pauseClass
      self.syllables = syllables
      self.confidence = confidence
    }
  }

  private struct Syllables: Encodable {
    let count: Int
    let relativeError: Double
    let nuclei: [Double]

    init(_ pacing: Pacing, isBrief: Bool) {
      count = pacing.nuclei.count
      relativeError = rounded(SyllableError.relative(syllables: count))
      nuclei = isBrief ? [] : pacing.nuclei.map(rounded)
    }
  }

  private struct WordRate: Encodable {
    let perMinute, syllablesPerWord, relativeError: Double

    init(_ rate: Double, _ pacing: Pacing) {
      perMinute = rounded(rate)
      syllablesPerWord = SyllableError.syllablesPerWord
      relativeError = rounded(SyllableError.relativeOfWords(syllables: pacing.nuclei.count))
    }
  }
}

/// A warning for machines: its stable name and its sentence.
struct WarningRecord: Encodable {
  let name: String
  let message: String
  /// Of a doubt about the file only: seconds claimed, read and missing, the places, and how many there are.
  let claimed, read, missing: Double?
  let at: [Double]?
  let count: Int?

  init(_ content: WarningContent) {
    name = content.name
    message = content.sentence
    let doubt = content.doubt
    claimed = doubt?.claimed.map(AnalysisRecord.rounded)
    read = doubt.map { AnalysisRecord.rounded($0.read) }
    missing = doubt?.missing.map(AnalysisRecord.rounded)
    at = doubt.map { $0.places.map(AnalysisRecord.rounded) }
    count = doubt?.count
  }
}

/// The line of a file that could not be analysed.
public struct FailureRecord: Encodable {
  private let file: String
  private let error: String

  /// - Parameter error: a sentence.
  public init(file: String, error: String) {
    self.file = file
    self.error = error
  }
}
