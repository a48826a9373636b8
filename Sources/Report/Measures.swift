import Signal
public import SpeechTiming

/// The numbers that matter of one recording, a row each: name, figure with unit, what it means.
public struct Measures {
  private let pacing: Pacing
  private let style: TextStyle

  /// The measures of `pacing`.
  public init(_ pacing: Pacing, style: TextStyle) {
    self.pacing = pacing
    self.style = style
  }

  /// One row a measure; a measure that could not be taken says so.
  public var rows: [String] {
    guard let answer = pacing.answer, let onset = pacing.onsetLatency else {
      return row("Length", "no speech in \(Figures.length(pacing.duration)) of recording")
    }
    let table: [[String]] = [
      row(
        "Length",
        "\(precise(answer.duration)) of \(precise(pacing.duration)) recorded"),
      row("First word", "after \(Figures.fixed(onset, 1)) s"),
      row("Pauses", pauses), row("", pauseClasses), row("Longest pause", longestPause),
      row("Speaking", speaking), row("Pace", pace), row("", words), row("", paceOverTime),
      row("Runs", runs), row("Voice", voice), row("Level", level), row("", loudness),
    ]
    return table.flatMap(\.self)
  }

  private func row(_ name: String, _ figure: String?) -> [String] {
    guard let figure else { return [] }
    let indent = style.width >= 60 ? 15 : 0
    let lines = Printable.wrapped(figure, width: style.width - max(indent, 2))
    if indent > 0 {
      return lines.enumerated().map { index, line in
        style.ink(.bold, Printable.column(index == 0 ? name : "", indent)) + line
      }
    }
    return (name.isEmpty ? [] : [style.ink(.bold, name)]) + lines.map { "  " + $0 }
  }

  private func precise(_ seconds: Double) -> String {
    seconds < 60 ? Figures.length(seconds) : Figures.preciseClock(seconds)
  }

  private var pauses: String {
    let pauses = pacing.pauses
    guard let rate = pacing.pauseRate, !pauses.isEmpty else { return "none" }
    let share = pacing.pauseTimeRatio.map(Figures.percent) ?? "–"
    return
      "\(pauses.count), \(Figures.fixed(rate, 1)) a minute; \(Figures.fixed(pacing.pauseTime, 1)) s in all, "
      + "\(share) of the answer"
  }

  private var pauseClasses: String? {
    let pauses = pacing.pauses
    guard !pauses.isEmpty else { return nil }
    let names: [(PauseClass, String)] = [
      (.brief, "brief"), (.medium, "medium"), (.long, "long"), (.deadAir, "dead air"),
    ]
    return names.map { pauseClass, name in "\(name) \(pauses.count { $0.pauseClass == pauseClass })" }
      .joined(separator: ", ")
  }

  private var longestPause: String? {
    pacing.pauses.max { $0.interval.duration < $1.interval.duration }.map {
      "\(Figures.fixed($0.interval.duration, 1)) s at \(Figures.clock($0.interval.start))"
    }
  }

  private var speaking: String {
    "\(Figures.fixed(pacing.phonationTime, 1)) s, " + (pacing.phonationRatio.map(Figures.percent) ?? "–")
      + " of the answer"
  }

  private var pace: String? {
    guard let articulation = pacing.articulationRate, let speech = pacing.speechRate else { return nil }
    let error = SyllableError.relative(syllables: pacing.nuclei.count)
    return
      "\(Figures.fixed(articulation, 1)) ± \(Figures.fixed(articulation * error, 1)) syllables a second while speaking, "
      + "\(Figures.fixed(speech, 1)) ± \(Figures.fixed(speech * error, 1)) with pauses; estimated"
  }

  private var words: String? {
    guard let words = pacing.wordRate else { return nil }
    let spread = SyllableError.relativeOfWords(syllables: pacing.nuclei.count)
    return "about \(Figures.fixed(words, 0)) words a minute (\(Figures.fixed(words * (1 - spread), 0))–"
      + "\(Figures.fixed(words * (1 + spread), 0))), estimated at \(Figures.fixed(SyllableError.syllablesPerWord, 2)) "
      + "syllables a word"
  }

  private var paceOverTime: String? {
    let curve = pacing.paceCurve.map(\.articulationRate)
    guard let change = pacing.paceChange else { return nil }
    let percent = Figures.fixed(abs(100 * change), 0)
    let drift = percent == "0" ? "as fast as" : "\(percent) % \(change > 0 ? "faster" : "slower") than"
    let variation = pacing.paceVariation.map {
      "; varies by \(Figures.percent($0)) over spans of \(Figures.fixed(Pacing.paceSpan, 0)) s"
    }
    let line = curve.count >= 3 ? Sparkline.text(Self.folded(curve, to: 24), style: style) + "  " : ""
    return "\(line)last third \(drift) the first\(variation ?? "")"
  }

  /// At most `count` means of neighbouring values.
  private static func folded(_ values: [Double], to count: Int) -> [Double] {
    let size = (values.count + count - 1) / count
    return stride(from: 0, to: values.count, by: max(1, size)).map { start in
      let group = values[start..<min(values.count, start + size)]
      return group.reduce(0, +) / Double(group.count)
    }
  }

  private var voice: String? {
    guard let median = pacing.voice.medianPitch, let range = pacing.voice.pitchRange else { return nil }
    return "median pitch \(Figures.fixed(median, 0)) Hz, eight tenths of it within "
      + "\(Figures.fixed(range, 1)) semitones"
  }

  private var loudness: String? {
    guard let loudness = pacing.level.loudnessLUFS else { return nil }
    let range = pacing.level.loudnessRangeLU.map { ", range \(Figures.fixed($0, 1)) LU" } ?? ""
    return "loudness \(Figures.fixed(loudness, 1)) LUFS\(range) (EBU R128)"
  }

  private var runs: String? {
    guard let longest = pacing.longestRun else { return nil }
    let mean = pacing.meanLengthOfRun.map { ", \(Figures.fixed($0, 1)) syllables each" } ?? ""
    return Figures.count(pacing.runs.count, "run", "runs") + " of speech between pauses\(mean); the longest "
      + "\(Figures.length(longest.interval.duration)) at \(Figures.clock(longest.interval.start))"
  }

  private var level: String? {
    guard let speech = pacing.level.speechDBFS else { return nil }
    let noise = pacing.level.noiseDBFS.map { "\(Figures.fixed($0, 0)) dBFS" } ?? "digital silence"
    let apart = pacing.level.difference.map { ", \(Figures.fixed($0, 0)) dB apart" } ?? ""
    let peak = pacing.level.peakDBFS.map { ", peak \(Figures.fixed($0, 1)) dBFS" } ?? ""
    return "speech \(Figures.fixed(speech, 0)) dBFS, the rest \(noise)\(apart)\(peak)"
  }
}
