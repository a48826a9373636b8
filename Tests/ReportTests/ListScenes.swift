import Foundation
import Rehearsal
import Testing

extension Samples {
  static func summary(
    _ number: Int = 0, _ length: Double?, prompt: String = "PE1",
    title: String = "A complex program, end to end", pauses: Double? = 6, pace: Double? = 4,
    target: (Double, Double, Double) = (60, 100, 150)
  ) throws -> TakeSummary {
    TakeSummary(
      id: try #require(TakeID("20261122-1615\(10 + number)-k3f9")), prompt: PromptKey(pack: "p", id: prompt),
      title: title,
      recordedAt: Timestamp(Date(timeIntervalSince1970: 1_795_364_110 + Double(number)), in: .gmt),
      target: try Samples.target(target.0, target.1, target.2), length: length,
      pauseRate: length.flatMap { _ in pauses }, articulationRate: length.flatMap { _ in pace })
  }

  /// Takes of every kind.
  static func list() throws -> [AssessedTake] {
    let wide = "漢字とかな, a title that is longer than any column for it"
    return try [
      AssessedTake(summary(0, 95), flags: []), AssessedTake(summary(1, nil), flags: []),
      AssessedTake(summary(2, 30), flags: [.tooShort]),
      AssessedTake(summary(3, 260.5), flags: [.r1, .r2, .r3, .r4]),
      AssessedTake(summary(4, 119.6, prompt: "Behavioral-12", title: wide), flags: [.r3]),
      AssessedTake(summary(5, 3700, prompt: "X", title: ""), flags: [.r1, .r2, .r3, .r3]),
    ]
  }

  /// Takes of one prompt, oldest first, by length; pauses fall, the pace stays.
  static func series(_ lengths: [Double?], title: String = "A complex program, end to end") throws
    -> [TakeSummary]
  {
    try lengths.enumerated().map { number, length in
      try summary(
        number, length, title: title, pauses: max(1, 12 - Double(number)),
        pace: 4 + 0.01 * Double(number))
    }
  }

  /// A pack with everything that a pack can have.
  static func pack() throws -> Pack {
    let own = try target(10, 15, 20)
    let prompts = [
      Prompt(
        id: "PE1", title: "A complex program, end to end",
        text: "Tell me about the most complex program that you led, from the first talk to the last bug.",
        kind: .behavioral, stages: ["screen", "panel"], qualities: ["candor"],
        followUps: ["What would you cut?", "Who disagreed, and what did you do with it?"],
        covers: ["the objective", "numbers"]),
      Prompt(
        id: "T-2", title: "漢字とかな, in a title that is too long for forty columns", text: "漢字?",
        kind: .technical),
      Prompt(
        id: "R3", title: "Ask", text: "What do you ask?", kind: .reverse, ownTarget: own),
    ]
    return Pack(
      id: "tpm", title: "A technical program manager's interview",
      stages: [
        Stage(id: "screen", title: "Phone screen", looksAt: "fit, and how crisp you are"),
        Stage(id: "panel", title: "Panel", looksAt: "depth"),
      ],
      qualities: [Quality(id: "candor", title: "Candor")],
      sections: [StorySection(title: "Setting", says: "where, when, who", seconds: 20)],
      terms: ["critical path", "blast radius", "error budget"],
      plan: [
        PlanDay(title: "Aloud", tasks: ["Say three answers"], prompts: ["PE1", "R3"]),
        PlanDay(title: "Rest", tasks: ["Sleep"]),
      ],
      targets: [.technical: try target(60, 120, 200)], prompts: prompts)
  }

  static func catalog() throws -> PromptCatalog {
    PromptCatalog([
      try pack(),
      Pack(id: "own", title: "Mine", prompts: [Prompt(id: "A", title: "One", text: "One?", kind: .intro)]),
    ])
  }
}
