public import Rehearsal
import Signal
public import SpeechTiming

/// The answer on one line of time: speech, pauses by class, lost audio; under it the target and the flags.
public struct AnswerLine {
  private let pacing: Pacing
  private let assessment: Assessment
  private let style: TextStyle
  private let secondsPerCell: Double

  /// A line as wide as `style`; it ends with the recording or with the target's max, whichever is later.
  public init(_ pacing: Pacing, _ assessment: Assessment, style: TextStyle) {
    self.pacing = pacing
    self.assessment = assessment
    self.style = style
    let end = max(pacing.duration, (pacing.answer?.start ?? 0) + assessment.target.max, 1)
    secondsPerCell = end / Double(style.width)
  }

  /// The rows, top to bottom, each at most as wide as the style.
  public var rows: [String] {
    [speechRow, targetRow] + assessment.flags.map(flagRow) + [legend]
  }

  private func cell(_ index: Int) -> Interval {
    Interval(start: Double(index) * secondsPerCell, end: Double(index + 1) * secondsPerCell)
  }

  private func column(_ seconds: Double) -> Int {
    min(style.width - 1, max(0, Int(seconds / secondsPerCell)))
  }

  private var speechRow: String {
    let pauses = pacing.pauses
    let start = pacing.answer?.start ?? 0
    var speech = pacing.speech[...]
    return (0..<style.width).map { index in
      let cell = cell(index)
      while let first = speech.first, first.end <= cell.start { speech.removeFirst() }
      if pacing.gaps.contains(where: { $0.intersection(cell) != nil }) {
        return style.ink(.red, style.glyph("╳", "x"))
      }
      if let pause = pauses.first(where: { shows($0, in: cell) }) { return glyph(of: pause.pauseClass) }
      let sounding = speech.prefix { $0.start < cell.end }
        .reduce(0) { $0 + ($1.intersection(cell)?.duration ?? 0) }
      let light = assessment.target.light(at: cell.start - start)
      return style.ink(light == .over ? .red : light.ink, density(sounding / secondsPerCell))
    }.joined()
  }

  /// A pause stands in the cells that it fills by half; one of at least half a second is never invisible.
  private func shows(_ pause: Pause, in cell: Interval) -> Bool {
    guard let shared = pause.interval.intersection(cell) else { return false }
    if shared.duration >= secondsPerCell / 2 { return true }
    let middle = (pause.interval.start + pause.interval.end) / 2
    return pause.pauseClass != .brief && middle >= cell.start && middle < cell.end
  }

  private func density(_ share: Double) -> String {
    guard share > 0.05 else { return " " }
    guard style.unicode else { return share > 0.5 ? "#" : ":" }
    let eighths = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return eighths[min(7, max(0, Int((share * 8).rounded(.up)) - 1))]
  }

  private func glyph(of pauseClass: PauseClass) -> String {
    switch pauseClass {
    case .brief: style.ink(.dim, style.glyph("·", "."))
    case .medium: style.ink(.dim, "-")
    case .long: style.ink(.yellow, "=")
    case .deadAir: style.ink(.red, style.glyph("≡", "%"))
    }
  }

  private var targetRow: String {
    let start = pacing.answer?.start ?? 0
    let target = assessment.target
    var row = [Character](repeating: " ", count: style.width)
    for (name, seconds) in [("max", target.max), ("goal", target.goal), ("min", target.min)] {
      let label = Array(style.glyph("╵", "|") + name + " " + Figures.clock(seconds))
      let at = column(start + seconds)
      // The label stands to the left of its line where it does not fit to the right.
      let from = at + label.count <= style.width ? at : at - label.count + 1
      guard from >= 0, row[from..<(from + label.count)].allSatisfy({ $0 == " " }) else {
        row[at] = label[0]
        continue
      }
      let text = from == at ? label : Array(label.dropFirst()) + [label[0]]
      row.replaceSubrange(from..<(from + label.count), with: text)
    }
    return style.ink(.dim, trimmed(row))
  }

  private func flagRow(_ flag: Flag) -> String {
    var row = [Character](repeating: " ", count: style.width)
    let (from, to) = (column(flag.span.start), column(flag.span.end))
    for index in from...max(from, to) { row[index] = Character(style.glyph("─", "-")) }
    let name = Array(Words.label(flag.rule))
    let before = from - name.count - 1
    let at = before >= 0 ? before : min(from, style.width - name.count)
    row.replaceSubrange(at..<(at + name.count), with: name)
    return style.ink(.red, trimmed(row))
  }

  private var legend: String {
    let settings = pacing.settings
    let entries = [
      (style.glyph("█", "#"), "speech"), (style.glyph("·", "."), "brief"),
      ("-", "from \(Figures.fixed(settings.mediumPause, 1)) s"),
      ("=", "from \(Figures.fixed(settings.longPause, 1)) s"),
      (style.glyph("≡", "%"), "dead air from \(Figures.fixed(settings.deadAir, 1)) s"),
    ]
    let lost = pacing.gaps.isEmpty ? [] : [(style.glyph("╳", "x"), "lost")]
    let words = (entries + lost).map { $0.0 + " " + $0.1 }
    let line = words.joined(separator: "   ")
    let rows = line.count <= style.width ? [line] : Printable.wrapped(line, width: style.width)
    return style.ink(.dim, rows.joined(separator: "\n"))
  }

  private func trimmed(_ row: [Character]) -> String {
    var row = row
    while row.last == " " { row.removeLast() }
    return String(row)
  }
}
