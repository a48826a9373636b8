import Signal
import SpeechTiming

/// What was measured, each measure in one sentence; `nil` for what could not be measured.
struct PacingWords {
  let pacing: Pacing

  func precise(_ seconds: Double) -> String {
    seconds < 60 ? Figures.length(seconds) : Figures.preciseClock(seconds)
  }

  var pauses: String {
    let pauses = pacing.pauses
    guard let rate = pacing.pauseRate, !pauses.isEmpty else { return "none" }
    let share = pacing.pauseTimeRatio.map(Figures.percent) ?? "–"
    return
      "\(pauses.count), \(Figures.fixed(rate, 1)) a minute; \(Figures.fixed(pacing.pauseTime, 1)) s in all, "
      + "\(share) of the answer"
  }

  var pauseClasses: String? {
    let pauses = pacing.pauses
    guard !pauses.isEmpty else { return nil }
    let names: [(PauseClass, String)] = [
      (.brief, "brief"), (.medium, "medium"), (.long, "long"), (.deadAir, "dead air"),
    ]
    return names.map { pauseClass, name in "\(name) \(pauses.count { $0.pauseClass == pauseClass })" }
      .joined(separator: ", ")
  }

  var longestPause: String? {
    pacing.pauses.max { $0.interval.duration < $1.interval.duration }.map {
      "\(Figures.fixed($0.interval.duration, 1)) s at \(Figures.clock($0.interval.start))"
    }
  }

  var speaking: String {
    "\(Figures.fixed(pacing.phonationTime, 1)) s, " + (pacing.phonationRatio.map(Figures.percent) ?? "–")
      + " of the answer"
  }

  var pace: String? {
    guard let articulation = pacing.articulationRate, let speech = pacing.speechRate else { return nil }
    let error = SyllableError.relative(syllables: pacing.nuclei.count)
    return
      "\(Figures.fixed(articulation, 1)) ± \(Figures.fixed(articulation * error, 1)) syllables a second while speaking, "
      + "\(Figures.fixed(speech, 1)) ± \(Figures.fixed(speech * error, 1)) with pauses; estimated"
  }

  var wordRate: String? {
    guard let words = pacing.wordRate else { return nil }
    let spread = SyllableError.relativeOfWords(syllables: pacing.nuclei.count)
    return "about \(Figures.fixed(words, 0)) words a minute (\(Figures.fixed(words * (1 - spread), 0))–"
      + "\(Figures.fixed(words * (1 + spread), 0))), estimated at \(Figures.fixed(SyllableError.syllablesPerWord, 2)) "
      + "syllables a word"
  }

  var paceOverTime: MeasureContent.Line? {
    let curve = pacing.paceCurve.map(\.articulationRate)
    guard let change = pacing.paceChange else { return nil }
    let percent = Figures.fixed(abs(100 * change), 0)
    let drift = percent == "0" ? "as fast as" : "\(percent) % \(change > 0 ? "faster" : "slower") than"
    let variation = pacing.paceVariation.map {
      "; varies by \(Figures.percent($0)) over spans of \(Figures.fixed(Pacing.paceSpan, 0)) s"
    }
    return MeasureContent.Line(
      text: "last third \(drift) the first\(variation ?? "")", curve: curve.count >= 3 ? curve : [])
  }

  var voice: String? {
    guard let median = pacing.voice.medianPitch, let range = pacing.voice.pitchRange else { return nil }
    return "median pitch \(Figures.fixed(median, 0)) Hz, eight tenths of it within "
      + "\(Figures.fixed(range, 1)) semitones"
  }

  var loudness: String? {
    guard let loudness = pacing.level.loudnessLUFS else { return nil }
    let range = pacing.level.loudnessRangeLU.map { ", range \(Figures.fixed($0, 1)) LU" } ?? ""
    return "loudness \(Figures.fixed(loudness, 1)) LUFS\(range) (EBU R128)"
  }

  var runs: String? {
    guard let longest = pacing.longestRun else { return nil }
    let mean = pacing.meanLengthOfRun.map { ", \(Figures.fixed($0, 1)) syllables each" } ?? ""
    return Figures.count(pacing.runs.count, "run", "runs") + " of speech between pauses\(mean); the longest "
      + "\(Figures.length(longest.interval.duration)) at \(Figures.clock(longest.interval.start))"
  }

  var level: String? {
    guard let speech = pacing.level.speechDBFS else { return nil }
    let noise = pacing.level.noiseDBFS.map { "\(Figures.fixed($0, 0)) dBFS" } ?? "digital silence"
    let apart = pacing.level.difference.map { ", \(Figures.fixed($0, 0)) dB apart" } ?? ""
    let peak = pacing.level.peakDBFS.map { ", peak \(Figures.fixed($0, 1)) dBFS" } ?? ""
    return "speech \(Figures.fixed(speech, 0)) dBFS, the rest \(noise)\(apart)\(peak)"
  }
}
