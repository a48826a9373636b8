import Rehearsal
import Signal
import SpeechTiming

/// The answer on one line of time: speech, pauses by class, lost audio; under it the target and the flags.
public struct TimelineText {
  private let content: TimelineContent
  private let style: TextStyle
  private let secondsPerCell: Double

  /// A line as wide as `style`.
  public init(_ content: TimelineContent, style: TextStyle) {
    self.content = content
    self.style = style
    secondsPerCell = content.end / Double(style.width)
  }

  /// The rows, top to bottom, each at most as wide as the style.
  public var rows: [String] { [speechRow, targetRow] + content.flags.map(flagRow) + legend }

  private func cell(_ index: Int) -> Interval {
    Interval(start: Double(index) * secondsPerCell, end: Double(index + 1) * secondsPerCell)
  }

  private func column(_ seconds: Double) -> Int {
    min(style.width - 1, max(0, Int(seconds / secondsPerCell)))
  }

  private var speechRow: String {
    var speech = content.speech[...]
    return (0..<style.width).map { index in
      let cell = cell(index)
      while let first = speech.first, first.end <= cell.start { speech.removeFirst() }
      if content.seams.contains(where: { $0 >= cell.start && $0 < cell.end }) { return inkedGlyph(of: .seam) }
      if content.gaps.contains(where: { $0.intersection(cell) != nil }) { return inkedGlyph(of: .lost) }
      if let pause = content.pauses.first(where: { shows($0, in: cell) }) {
        return inkedGlyph(of: .pause(pause.pauseClass))
      }
      let sounding = speech.prefix { $0.start < cell.end }
        .reduce(0) { $0 + ($1.intersection(cell)?.duration ?? 0) }
      let light = content.light(at: cell.start)
      return style.ink(light == .over ? .red : light.ink, density(sounding / secondsPerCell))
    }.joined()
  }

  /// A pause is drawn in each cell of which it fills at least half; one of at least half a second is always
  /// drawn.
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

  private func inkedGlyph(of mark: TimelineContent.Mark) -> String {
    let ink: TextStyle.Ink =
      switch mark {
      case .speech, .pause(.brief), .pause(.medium), .seam: .dim
      case .pause(.long): .yellow
      case .pause(.deadAir), .lost: .red
      }
    return style.ink(ink, glyph(of: mark))
  }

  private func glyph(of mark: TimelineContent.Mark) -> String {
    switch mark {
    case .speech: style.glyph("█", "#")
    case .pause(.brief): style.glyph("·", ".")
    case .pause(.medium): "-"
    case .pause(.long): "="
    case .pause(.deadAir): style.glyph("≡", "%")
    case .lost: style.glyph("╳", "x")
    case .seam: style.glyph("┊", "!")
    }
  }

  private var targetRow: String {
    var row = [Character](repeating: " ", count: style.width)
    // Max must be readable, so it is placed first.
    for line in content.lines.reversed() {
      let label = Array(style.glyph("╵", "|") + line.name)
      let at = column(line.seconds)
      // The label goes to the left of its line if it does not fit to the right.
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

  private func flagRow(_ flag: TimelineContent.FlagSpan) -> String {
    var row = [Character](repeating: " ", count: style.width)
    let (from, to) = (column(flag.span.start), column(flag.span.end))
    for index in from...max(from, to) { row[index] = Character(style.glyph("─", "-")) }
    let name = Array(flag.label)
    let before = from - name.count - 1
    let at = before >= 0 ? before : min(from, style.width - name.count)
    row.replaceSubrange(at..<(at + name.count), with: name)
    return style.ink(.red, trimmed(row))
  }

  private var legend: [String] {
    let line = content.legend.map { glyph(of: $0.mark) + " " + $0.meaning }.joined(separator: "   ")
    let rows = line.count <= style.width ? [line] : Printable.wrapped(line, width: style.width)
    return [style.ink(.dim, rows.joined(separator: "\n"))]
  }

  private func trimmed(_ row: [Character]) -> String {
    var row = row
    while row.last == " " { row.removeLast() }
    return String(row)
  }
}
