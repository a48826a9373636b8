import Signal

/// What has been decided so far, passage after passage.
struct Decisions {
  /// Levels of speech and of the rest.
  private(set) var levels = LevelStatistics()
  private var pitch = PitchStatistics()
  private var tones = ToneCheck()
  private var speech: [Interval] = []
  private var nuclei: [Double] = []
  private var filledPauses: [FilledPause] = []
  /// Absolute number of the first window of the table.
  private var origin = 0
  /// Window of the table up to which everything is decided.
  private var decided = 0

  /// Decides the windows of `passage` from the last decided one up to `end`.
  mutating func add(_ passage: Passage, upTo end: Int, model: SpeechModel?) {
    guard end > decided, let model else { return }
    let floor = NoiseFloor(passage)
    let inputs = ModelInputs(passage, floor: floor)
    let sounding = model.soundingIntervals(inputs, of: passage)
    let snap = EdgeSnap(passage, floor: floor)
    let fresh = Interval(start: time(ofCell: 2 * decided), end: time(ofCell: 2 * end))
    // Windows of the passage that are decided now.
    let range = passage.index(of: decided)..<passage.index(of: end)
    for interval in sounding {
      let whole = span(
        from: snap.start(interval.lowerBound), to: snap.end(interval.upperBound), of: passage)
      guard let part = whole.intersection(fresh) else { continue }
      join(part)
    }
    if let nucleusModel = NucleusModel.trained {
      nuclei += SyllableNuclei(inputs, count: passage.count, sounding: sounding, model: nucleusModel)
        .windows.filter(range.contains).map {
          (Double(origin + passage.window(at: $0)) + 1) * FeatureTable.hop
        }
    }
    for candidate in FilledPauseRule(passage, floor: floor, sounding: sounding).candidates()
    where range.contains(candidate.range.lowerBound) {
      let interval = span(
        from: 2 * candidate.range.lowerBound, to: 2 * candidate.range.upperBound, of: passage)
      filledPauses.append(FilledPause(interval: interval, confidence: candidate.confidence))
    }
    addLevels(passage, range: range, sounding: sounding)
    decided = end
  }

  /// Adjusts to a table whose first `windows` windows were removed.
  mutating func forget(_ windows: Int) {
    origin += windows
    decided -= windows
  }

  /// Everything decided, with lost audio cut out of the speech. Tones alone are no speech.
  func pacing(duration: Double, lost: [Interval], level: Level, settings: TimingSettings) -> Pacing {
    let sounding = speech.flatMap { $0.subtracting(lost) }
      .compactMap { $0.intersection(Interval(start: 0, end: duration)) }
    if tones.isTones {
      return Pacing(
        duration: duration, speech: [], level: level.withoutSpeech, gaps: lost,
        tones: sounding.reduce(0) { $0 + $1.duration }, settings: settings)
    }
    let known = { (time: Double) in !lost.contains { $0.start <= time && time < $0.end } }
    return Pacing(
      duration: duration, speech: sounding, nuclei: nuclei.filter { known($0) && $0 < duration },
      filledPauses: filledPauses.filter { known($0.interval.start) && known($0.interval.end) },
      voice: pitch.voice,
      level: level, gaps: lost, settings: settings)
  }

  /// Adds an interval; if two passages meet inside speech, their parts become one interval.
  private mutating func join(_ part: Interval) {
    if let last = speech.last, part.start - last.end < 0.001 {
      speech[speech.count - 1].end = max(last.end, part.end)
    } else {
      speech.append(part)
    }
  }

  private mutating func addLevels(_ passage: Passage, range: Range<Int>, sounding: [Range<Int>]) {
    var isSpeech = [Bool](repeating: false, count: passage.count)
    for window in sounding.joined() { isSpeech[window] = true }
    pitch.add(passage.table, range: range) { isSpeech[$0] }
    tones.add(passage.table, range: range) { isSpeech[$0] }
    levels.add(passage.table, range: range) { isSpeech[$0] }
  }

  /// The windows of the table that a span touches.
  func windows(of span: Interval) -> Range<Int> {
    let first = Int((span.start / FeatureTable.hop).rounded(.down)) - origin
    let end = Int((span.end / FeatureTable.hop).rounded(.up)) - origin
    return max(0, first)..<max(0, first, end)
  }

  /// The time from cell `first` to cell `end` of a passage, two cells to a window; gaps in between are included.
  private func span(from first: Int, to end: Int, of passage: Passage) -> Interval {
    Interval(
      start: time(ofCell: 2 * passage.start(of: first / 2) + first % 2),
      end: time(ofCell: 2 * passage.end(of: (end - 1) / 2) - end % 2))
  }

  private func time(ofCell cell: Int) -> Double { Double(2 * origin + cell) * FeatureTable.hop / 2 }
}
