import Rehearsal
import Report
import SpeechTiming

/// What is on file as golden text: reviews, lists, trends, prompts, the live view.
enum Drawings {
  typealias Text = (name: String, draw: (TextStyle) throws -> [String])
  typealias Record = (name: String, records: () throws -> [any Encodable])

  static var texts: [Text] {
    scenes.map { scene in
      ("review-" + scene.name, { [Review(of: scene.take, scene.pacing, scene.assessment, style: $0).text] })
    }
      + ["in-target", "rambling", "silent"].map { name in
        ("analysis-" + name, { style in try analysis(name, style) })
      } + [
        ("takes", { style in try Samples.list().flatMap { TakeText(style: style).rows(of: $0) } }),
        ("trends", { style in try trends().flatMap { $0.rows(style: style) + [""] } }),
        (
          "prompt",
          { style in
            try Samples.catalog().entries.flatMap { PromptText($0, style: style).rows + [""] }
          }
        ),
        ("prompts", { style in PromptText.list(try Samples.catalog().entries, style: style) }),
        ("pack", { style in try Samples.catalog().packs.flatMap { PackText($0, style: style).rows + [""] } }),
        ("next", { style in try next().flatMap { $0(style) + [""] } }),
        ("live", { style in try live().flatMap { $0.rows(style: style) } }),
        ("live-lines", { _ in try live().map(\.line) }),
      ]
  }

  static var records: [Record] {
    scenes.filter { ["in-target", "rambling", "silent", "sparse"].contains($0.name) }.map { scene in
      (
        "review-" + scene.name,
        { [ReviewRecord(of: scene.take, file: "take.wav", scene.pacing, scene.assessment)] }
      )
    } + [
      ("takes", { try Samples.list().map(TakeRecord.init) }),
      ("trends", { try trends().map(TrendRecord.init) }),
      ("prompts", { try Samples.catalog().entries.map(PromptRecord.init) }),
    ]
  }

  private static let scenes = (try? Scene.all()) ?? []

  private static func analysis(_ name: String, _ style: TextStyle) throws -> [String] {
    try Scene.all().filter { $0.name == name }.flatMap { scene in
      AnalysisText(
        file: "talks/größe 漢字 \(name).wav", scene.pacing, Assessment.warnings(about: scene.pacing),
        style: style
      ).rows
    }
  }

  private static func trends() throws -> [TrendReport] {
    [
      TrendReport(title: "All prompts, last 5 takes", takes: try Samples.series([200, 100, nil, 40, 90])),
      TrendReport(
        title: "PE1: A complex program with a name that is longer than forty columns, 漢字",
        takes: try Samples.series((0..<60).map { 60 + Double($0 * 7 % 100) })),
      TrendReport(title: "T2: steady", takes: try Samples.series([100, 100, 107])),
      TrendReport(title: "R3: first", takes: try Samples.series([100])),
      TrendReport(title: "X: silent", takes: try Samples.series([nil, nil])),
      TrendReport(title: "Y: none", takes: []),
      TrendReport(title: "Z: no pace", takes: [try Samples.summary(0, 70, pauses: 0, pace: nil)]),
    ]
  }

  private static func next() throws -> [(TextStyle) -> [String]] {
    let entries = try Samples.catalog().entries
    let takes = try Samples.series([200, 100, nil, 40, 90])
    return [
      { next(entries[0], .neverSpoken, [], $0) },
      { next(entries[1], .lastTakeFlagged([.r1, .r4, .tooShort]), takes, $0) },
      { next(entries[2], .longestAgo(takes[0].recordedAt), takes, $0) },
    ]
  }

  private static func next(
    _ entry: PromptCatalog.Entry, _ reason: NextPrompt.Reason, _ takes: [TakeSummary], _ style: TextStyle
  ) -> [String] {
    let (target, _) = entry.pack.target(for: entry.prompt)
    let words =
      switch reason {
      case .neverSpoken: "not spoken aloud yet"
      case .lastTakeFlagged(let rules):
        "the last take: \(rules.map(Words.label).joined(separator: ", "))"
      case .longestAgo(let time): "spoken last on \(time.text.prefix(10))"
      }
    let about = "target \(Words.range(target)); \(words)"
    let lines =
      Printable.wrapped("Next: \(entry.prompt.id), \(entry.prompt.title)", width: style.width)
      .map { style.ink(.bold, $0) }
      + [entry.prompt.text, about, "", "aloud record \(entry.prompt.id)"]
      .flatMap { Printable.wrapped($0, width: style.width - 2) }.map { $0.isEmpty ? $0 : "  " + $0 }
    guard !takes.isEmpty else { return lines }
    return lines + [""] + TrendReport(title: "So far", takes: takes.suffix(10)).rows(style: style)
  }

  private static func live() throws -> [LiveView] {
    let target = try Samples.target(5, 10, 15)
    let moments: [(Double, Double?, String?)] = [
      (0, nil, nil), (4.9, -61, nil), (5, -30.4, "the microphone is silent: is it muted?"), (12, -12, nil),
      (15, 0, "too loud, it clips: go back a little or lower the level, 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"), (65, -3, nil),
      (3700, -20, nil),
    ]
    return moments.map { LiveView(elapsed: $0, target: target, levelDBFS: $1, warning: $2) }
  }
}
