import Signal

/// What has been decided so far, section after section.
struct SectionResults {
  /// Levels of speech and of the rest.
  private(set) var levels = LevelStatistics()
  private var pitch = PitchStatistics()
  private var speech: [Interval] = []
  private var nuclei: [Double] = []
  private var filledPauses: [FilledPause] = []
  /// Absolute number of the first window of the table.
  private var origin = 0
  /// Window of the table up to which everything is decided.
  private var decided = 0

  /// Decides the windows of `section` from the last decided one up to `end`.
  mutating func add(_ section: Section, upTo end: Int, model: SpeechModel?) {
    guard end > decided, let model else { return }
    let floor = NoiseFloor(section)
    let inputs = ModelInputs(section, floor: floor)
    let runs = model.runs(inputs, of: section)
    let snap = EdgeSnap(section, floor: floor)
    let fresh = Interval(start: time(ofCell: 2 * decided), end: time(ofCell: 2 * end))
    // Windows of the section that are decided now.
    let range = section.index(of: decided)..<section.index(of: end)
    for run in runs {
      let whole = span(from: snap.start(run.lowerBound), to: snap.end(run.upperBound), of: section)
      guard let part = whole.intersection(fresh) else { continue }
      join(part)
    }
    if let nucleusModel = NucleusModel.trained {
      nuclei += SyllableNuclei.windows(inputs, count: section.count, runs: runs, model: nucleusModel)
        .filter(range.contains).map { (Double(origin + section.window(at: $0)) + 1) * FeatureTable.hop }
    }
    for candidate in FilledPauseRule(section, floor: floor, runs: runs).candidates()
    where range.contains(candidate.range.lowerBound) {
      let interval = span(
        from: 2 * candidate.range.lowerBound, to: 2 * candidate.range.upperBound, of: section)
      filledPauses.append(FilledPause(interval: interval, confidence: candidate.confidence))
    }
    addLevels(section, range: range, runs: runs)
    decided = end
  }

  /// The first `windows` windows of the table are gone.
  mutating func forget(_ windows: Int) {
    origin += windows
    decided -= windows
  }

  /// Everything decided, with lost audio cut out of the speech.
  func pacing(duration: Double, lost: [Interval], level: Level, settings: TimingSettings) -> Pacing {
    let sounding = speech.flatMap { Pacing.pieces(of: $0, without: lost) }
      .compactMap { $0.intersection(Interval(start: 0, end: duration)) }
    let known = { (time: Double) in !lost.contains { $0.start <= time && time < $0.end } }
    return Pacing(
      duration: duration, speech: sounding, nuclei: nuclei.filter { known($0) && $0 < duration },
      filledPauses: filledPauses.filter { known($0.interval.start) && known($0.interval.end) },
      voice: pitch.voice,
      level: level, gaps: lost, settings: settings)
  }

  /// Two sections meet inside speech: one interval.
  private mutating func join(_ part: Interval) {
    if let last = speech.last, part.start - last.end < 0.001 {
      speech[speech.count - 1].end = max(last.end, part.end)
    } else {
      speech.append(part)
    }
  }

  private mutating func addLevels(_ section: Section, range: Range<Int>, runs: [Range<Int>]) {
    var isSpeech = [Bool](repeating: false, count: section.count)
    for run in runs { for window in run { isSpeech[window] = true } }
    pitch.add(section.table, range: range) { isSpeech[$0] }
    levels.add(section.table, range: range) { isSpeech[$0] }
  }

  /// The windows of the table that a span touches.
  func windows(of span: Interval) -> Range<Int> {
    let first = Int((span.start / FeatureTable.hop).rounded(.down)) - origin
    let end = Int((span.end / FeatureTable.hop).rounded(.up)) - origin
    return max(0, first)..<max(0, first, end)
  }

  /// When cells `first` to `end` of a section sound, two to a window; what was lost between them included.
  private func span(from first: Int, to end: Int, of section: Section) -> Interval {
    Interval(
      start: time(ofCell: 2 * section.start(of: first / 2) + first % 2),
      end: time(ofCell: 2 * section.end(of: (end - 1) / 2) - end % 2))
  }

  private func time(ofCell cell: Int) -> Double { Double(2 * origin + cell) * FeatureTable.hop / 2 }
}
