public import Rehearsal
import Signal
public import SpeechTiming

/// A take as text: what is wrong first, then the answer on its line of time, then the numbers that matter.
public struct Review {
  private let take: Take
  private let pacing: Pacing
  private let assessment: Assessment
  private let style: TextStyle

  /// A review in `style`.
  public init(of take: Take, _ pacing: Pacing, _ assessment: Assessment, style: TextStyle) {
    self.take = take
    self.pacing = pacing
    self.assessment = assessment
    self.style = style
  }

  /// The whole review; its last line has no line break.
  public var text: String {
    let sections = [heading, verdicts, line, Measures(pacing, style: style).rows, covers, method]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var heading: [String] {
    let title = take.prompt.id == "free" ? take.prompt.text : "\(take.prompt.id): \(take.prompt.title)"
    let when = String(take.recordedAt.text.prefix(16)).replacing("T", with: " ")
    let about = "take \(take.id), \(when), \(take.device.name) at \(take.device.sampleRate) Hz"
    let recovered = take.state == .recovered ? ", recovered after a crash" : ""
    return Printable.wrapped(title, width: style.width).map { style.ink(.bold, $0) }
      + Printable.wrapped(about + recovered, width: style.width).map { style.ink(.dim, $0) }
  }

  private var verdicts: [String] {
    let flags = assessment.flags.flatMap { flag in
      let words = Words.sentence(flag, target: assessment.target, settings: assessment.settings)
      let span = "\(Figures.clock(flag.span.start))–\(Figures.clock(flag.span.end))"
      let name = flag.rule == .tooShort ? "" : flag.rule.rawValue + ": "
      return marked(style.glyph("✗", "x"), name + words + " [\(span)]", ink: .red)
    }
    let warnings = assessment.warnings.flatMap {
      marked("!", Words.sentence($0, settings: assessment.settings), ink: .yellow)
    }
    guard flags.isEmpty, let length = assessment.length else { return flags + warnings }
    let good = "in target: \(Figures.length(length)) of \(Words.range(assessment.target)); no rule broken"
    return marked(style.glyph("✓", "+"), good, ink: .green) + warnings
  }

  private func marked(_ mark: String, _ text: String, ink: TextStyle.Ink) -> [String] {
    Printable.wrapped(text, width: style.width - 2).enumerated().map { index, row in
      (index == 0 ? style.ink(ink, mark) : " ") + " " + style.ink(ink, row)
    }
  }

  private var line: [String] {
    pacing.duration > 0 ? AnswerLine(pacing, assessment, style: style).rows : []
  }

  private var covers: [String] {
    guard !take.prompt.covers.isEmpty else { return [] }
    let items = take.prompt.covers.enumerated().flatMap { index, item in
      let box = take.covered.contains(index) ? "[x]" : "[ ]"
      let number = "\(index + 1)".count < 2 ? " \(index + 1)" : "\(index + 1)"
      return Printable.wrapped(item, width: style.width - 7).enumerated().map { row, text in
        row == 0 ? "\(box) \(number) \(text)" : "       " + text
      }
    }
    let heading = Printable.wrapped("A strong answer covers", width: style.width)
    return heading.map { style.ink(.bold, $0) } + items
  }

  private var method: [String] {
    let settings = pacing.settings
    let text =
      "Measured by analysis \(SpeechAnalyzer.version) from the recording alone. A pause is a silence inside the "
      + "answer of at least \(Figures.fixed(settings.pauseThreshold * 1000, 0)) ms. Length runs from the first "
      + "to the last speech. Target \(Words.range(assessment.target)): "
      + Words.reason(for: take.targetSource, kind: take.prompt.kind) + "."
    return Printable.wrapped(text, width: style.width).map { style.ink(.dim, $0) }
  }
}
