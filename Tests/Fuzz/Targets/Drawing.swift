import Foundation
import Rehearsal
import Report
import Signal
import SpeechTiming

/// Shows what was parsed in every form that Aloud has, and looks at the result.
enum Drawing {
  private static let styles = [
    TextStyle(width: 20, unicode: false), TextStyle(width: 80, color: true), TextStyle(width: 300),
  ]

  /// The answer that takes are drawn with: speech and a pause, syllables, a level.
  static let pacing = Pacing(
    duration: 12, speech: [Interval(start: 1, end: 5), Interval(start: 7.75, end: 11)],
    nuclei: (0..<20).map { 1.1 + 0.19 * Double($0) },
    filledPauses: [FilledPause(interval: Interval(start: 2, end: 2.4), confidence: 0.5)],
    level: Level(peakDBFS: -3, speechDBFS: -20, noiseDBFS: -60, difference: 40), gaps: [])

  static func show(_ take: Take, _ pacing: Pacing) throws {
    let assessment = Assessment(of: pacing, against: take.target)
    func summary(_ length: Double?) -> TakeSummary {
      TakeSummary(
        id: take.id, prompt: PromptKey(pack: take.prompt.pack, id: take.prompt.id), title: take.prompt.title,
        recordedAt: take.recordedAt, target: take.target, length: length, pauseRate: pacing.pauseRate,
        articulationRate: pacing.articulationRate)
    }
    let row = summary(assessment.length)
    let listed = AssessedTake(row, flags: assessment.flags.map(\.rule))
    let trend = TrendContent(of: .prompt(row.prompt), [summary(1), row, summary(nil), summary(100)])
    for style in styles {
      try harmless(ReviewText(ReviewContent(of: take, pacing), style: style).text, style)
      try harmless(
        TakeListText(TakeListContent([listed]), style: style).rows.joined(separator: "\n"), style)
      try harmless(TrendText(trend, style: style).rows.joined(separator: "\n"), style)
      let moment = LiveContent(elapsed: 75, target: take.target, levelDBFS: nil, warning: take.note)
      try harmless(LiveText(moment, style: style).rows.joined(separator: "\n"), style)
    }
    try parses(ReviewRecord(of: MeasuredAnswer(take, pacing)) { "\($0)/take.wav" })
    try parses(TakeRecord(listed) { "\($0)/take.wav" })
    try parses(TrendRecord(trend))
  }

  static func export(_ pacing: Pacing) throws {
    for form in Export.allCases {
      let text = form.text(of: pacing, file: "take.wav")
      try promise(!text.contains("nan") && !text.contains("inf"), "\(form) holds a number that is none")
    }
    let warnings = Assessment.warnings(about: pacing)
    for style in styles {
      try harmless(
        AnalysisText(AnalysisContent(file: "take.wav", pacing, warnings), style: style).rows.joined(
          separator: "\n"), style)
    }
    try parses(AnalysisRecord(file: "take.wav", pacing: pacing, warnings: warnings))
  }

  /// Nothing in `text` but letters, line breaks and the inks of the style.
  static func harmless(_ text: String, _ style: TextStyle = TextStyle()) throws {
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if style.color, scalar == "\u{1B}", rest.first == "[" {
        rest = rest.dropFirst().drop { $0 == ";" || ("0"..."9").contains($0) }
        try promise(rest.popFirst() == "m", "an escape that is no ink got out")
      } else {
        try promise(
          scalar == "\n" || !Hostile.has(scalar),
          "U+\(String(scalar.value, radix: 16)) got out: \(text.debugDescription)")
      }
    }
  }

  /// `value` becomes JSON, made safe as the console does, that is JSON still.
  static func parses(_ value: some Encodable) throws {
    do {
      let text = Printable.json(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
      try harmless(text)
    } catch let error as BrokenPromise {
      throw error
    } catch {
      throw BrokenPromise(description: "no JSON: \(error)")
    }
  }
}

/// Characters that a terminal may obey or that change the direction of text, told without the code that takes them out.
enum Hostile {
  static func has(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
  }
}
