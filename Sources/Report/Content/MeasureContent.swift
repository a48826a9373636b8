import Signal
import SpeechTiming

/// One of the numbers that matter about a recording, in words and units.
struct MeasureContent: Hashable, Sendable {
  let name: String
  /// At least one.
  let lines: [Line]

  /// A sentence about the measure.
  struct Line: Hashable, Sendable {
    let text: String
    /// What the sentence sums up, oldest first, to be drawn small beside it; empty where there is nothing to draw.
    var curve: [Double] = []
  }

  /// `nil` without any line.
  private init?(_ name: String, _ lines: [Line?]) {
    self.name = name
    self.lines = lines.compactMap(\.self)
    if self.lines.isEmpty { return nil }
  }

  private init?(_ name: String, _ texts: String?...) {
    self.init(name, texts.map { $0.map { Line(text: $0) } })
  }

  /// The measures of `pacing`; one that could not be taken is left out.
  static func all(of pacing: Pacing) -> [MeasureContent] {
    let words = PacingWords(pacing: pacing)
    guard let length = pacing.answerLength, let onset = pacing.onsetLatency else {
      return [MeasureContent("Length", "no speech in \(Figures.length(pacing.duration)) of recording")]
        .compactMap(\.self)
    }
    return [
      MeasureContent(
        "Length", "\(words.precise(length)) of \(words.precise(pacing.duration)) recorded"),
      MeasureContent("First word", "after \(Figures.fixed(onset, 1)) s"),
      MeasureContent("Pauses", words.pauses, words.pauseClasses),
      MeasureContent("Longest pause", words.longestPause), MeasureContent("Speaking", words.speaking),
      MeasureContent(
        "Pace", [words.pace, words.wordRate].map { $0.map { Line(text: $0) } } + [words.paceOverTime]),
      MeasureContent("Runs", words.runs), MeasureContent("Voice", words.voice),
      MeasureContent("Level", words.level, words.loudness),
    ].compactMap(\.self)
  }
}
