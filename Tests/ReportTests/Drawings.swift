import Rehearsal
import Report
import Signal
import SpeechTiming

/// What is on file as golden text: reviews, lists, trends, prompts, the live view.
enum Drawings {
  typealias Text = (name: String, draw: (TextStyle) throws -> [String])
  typealias Record = (name: String, records: () throws -> [any Encodable])

  static var texts: [Text] {
    scenes.map { scene in
      (
        "review-" + scene.name,
        { [ReviewText(ReviewContent(of: scene.take, scene.pacing), style: $0).text] }
      )
    }
      + ["in-target", "rambling", "silent"].map { name in
        ("analysis-" + name, { style in try analysis(name, [], style) })
      } + [
        ("analysis-doubts", { style in try analysis("in-target", doubts, style) }),
        ("takes", { style in TakeListText(TakeListContent(try Samples.list()), style: style).rows }),
        ("review-parts", { [ReviewText(ReviewContent(of: try Samples.answerInParts()), style: $0).text] }),
        (
          "takes-parts",
          { style in TakeListText(TakeListContent(try listInParts()), style: style).rows }
        ),
        ("trends", { style in try trends().flatMap { TrendText($0, style: style).rows + [""] } }),
        (
          "prompt",
          { style in
            try Samples.catalog().entries.flatMap { PromptText(PromptContent($0), style: style).rows + [""] }
          }
        ),
        (
          "prompts",
          { style in PromptListText(PromptListContent(try Samples.catalog().entries), style: style).rows }
        ),
        (
          "pack",
          { style in
            try Samples.catalog().packs.flatMap { PackText(PackContent($0), style: style).rows + [""] }
          }
        ),
        ("next", { style in try next().flatMap { NextText($0, style: style).rows + [""] } }),
        ("live", { style in try live().flatMap { LiveText($0, style: style).rows } }),
        ("live-lines", { _ in try live().map(LiveText.line) }),
      ]
  }

  static var records: [Record] {
    let reviews: [Record] = scenes.filter { ["in-target", "rambling", "silent", "sparse"].contains($0.name) }
      .map { scene in
        (
          "review-" + scene.name,
          { [review(of: MeasuredAnswer(scene.take, scene.pacing)) { _ in "take.wav" }] }
        )
      }
    let others: [Record] = [
      ("review-parts", { [review(of: try Samples.answerInParts(), file: path)] }),
      ("takes", { try Samples.list().map { TakeRecord($0, file: path) } }),
      ("takes-parts", { try listInParts().map { TakeRecord($0, file: path) } }),
      ("trends", { try trends().map(TrendRecord.init) }),
      ("prompts", { try Samples.catalog().entries.map(PromptRecord.init) }),
    ]
    return reviews + others
  }

  private static func review(of answer: MeasuredAnswer, file: (TakeID) -> String) -> ReviewRecord {
    ReviewRecord(of: answer, file: file)
  }

  private static func path(_ take: TakeID) -> String { "takes/\(take)/take.wav" }

  /// An answer in parts between two in one.
  private static func listInParts() throws -> [AssessedTake] {
    let answer = try Samples.answerInParts()
    let list = try Samples.list()
    return [
      list[0], AssessedTake(TakeSummary(answer), flags: answer.assessment.flags.map(\.rule)), list[3],
    ]
  }

  private static let scenes = (try? Scene.all()) ?? []

  /// All that can be doubtful about a file.
  private static let doubts = [
    FileDoubt(.cutShort, claimed: 3725, read: 65.4, places: [65.4]),
    FileDoubt(.cutShort, read: 7.5, places: [7.5]),
    FileDoubt(.damaged, read: 65.4, missing: 1.024, places: [7.2]),
    FileDoubt(.damaged, read: 65.4, places: [], count: 3),
    FileDoubt(.hole, read: 65.4, missing: 62.5, places: [3.4, 20, 61]),
    FileDoubt(.notMeasured, read: 65.4, places: [65.4]),
    FileDoubt(.notClosed, read: 65.4), FileDoubt(.longer, claimed: 6, read: 65.4),
    FileDoubt(.other, read: 65.4),
  ]

  private static func analysis(_ name: String, _ doubts: [FileDoubt], _ style: TextStyle) throws -> [String] {
    try Scene.all().filter { $0.name == name }.flatMap { scene in
      let warnings = doubts.map(TakeWarning.file) + Assessment.warnings(about: scene.pacing)
      let content = AnalysisContent(file: "talks/größe 漢字 \(name).wav", scene.pacing, warnings)
      return AnalysisText(content, style: style).rows
    }
  }

  private static func trends() throws -> [TrendContent] {
    func trend(_ id: String, _ title: String, _ lengths: [Double?]) throws -> TrendContent {
      let takes = try Samples.series(lengths, title: title)
      return TrendContent(of: .prompt(PromptKey(pack: "p", id: id)), takes)
    }
    return try [
      TrendContent(of: .all, Samples.series([200, 100, nil, 40, 90])),
      trend(
        "PE1", "A complex program with a name that is longer than forty columns, 漢字",
        (0..<60).map { 60 + Double($0 * 7 % 100) }),
      trend("T2", "steady", [100, 100, 107]), trend("R3", "first", [100]), trend("X", "silent", [nil, nil]),
      trend("Y: none", "", []),
      TrendContent(
        of: .prompt(PromptKey(pack: "p", id: "Z")),
        [Samples.summary(0, 70, title: "no pace", pauses: 0, pace: nil)]),
    ]
  }

  private static func next() throws -> [NextContent] {
    let entries = try Samples.catalog().entries
    let takes = try Samples.series([200, 100, nil, 40, 90])
    return [
      NextContent(entries[0], because: .neverSpoken, after: []),
      NextContent(entries[1], because: .lastTakeFlagged([.r1, .r4, .tooShort]), after: takes),
      NextContent(entries[2], because: .longestAgo(takes[0].recordedAt), after: takes),
    ]
  }

  private static func live() throws -> [LiveContent] {
    let target = try Samples.target(5, 10, 15)
    let moments: [(Double, Double?, String?)] = [
      (0, nil, nil), (4.9, -61, nil), (5, -30.4, "the microphone is silent: is it muted?"), (12, -12, nil),
      (15, 0, "too loud, it clips: go back a little or lower the level, 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"), (65, -3, nil),
      (3700, -20, nil),
    ]
    return moments.map { LiveContent(elapsed: $0, target: target, levelDBFS: $1, warning: $2) }
  }
}
