import Foundation
import Rehearsal
import Signal
import SpeechTiming

/// A take with what was measured on it: the matter of a review.
struct Scene {
  let name: String
  let take: Take
  let pacing: Pacing

  var assessment: Assessment { Assessment(of: pacing, against: take.target) }

  /// Answers that between them show every rule, every warning, every class of pause, and what may be missing.
  static func all() throws -> [Scene] {
    try [inTarget(), rambling(), tooShort(), silent(), empty(), ownQuestion(), hour(), sparse(), crowded()]
  }

  private static func scene(
    _ name: String, _ pacing: Pacing, _ target: (Double, Double, Double), _ source: TargetSource = .kind,
    _ kind: PromptKind = .behavioral, change: (inout Take) -> Void = { _ in }
  ) throws -> Scene {
    let target = try Samples.target(target.0, target.1, target.2)
    var take = try Samples.take(title: "A complex program, end to end", target: target)
    take.state = .finished
    take.targetSource = source
    take.prompt.kind = kind
    change(&take)
    return Scene(name: name, take: take, pacing: pacing)
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static func inTarget() throws -> Scene {
    let words = "########################.################..############....####"
    var pacing = Samples.pacing("....." + repeated(words, 6) + "......", secondsPerCharacter: 0.25)
    pacing.voice = Voice(medianPitch: 112.4, pitchRange: 4.7)
    pacing.level.loudnessLUFS = -23.44
    pacing.level.loudnessRangeLU = 5.1
    pacing.nuclei = pacing.nuclei.enumerated().filter { $1 < 60 || $0 % 8 != 0 }.map(\.element)
    return try scene("in-target", pacing, (60, 105, 150)) {
      $0.prompt.covers = [
        "the objective",
        "the one decision that was yours to take, and which others you left to the people who knew",
        "what came of it, in numbers",
      ]
      $0.covered = [0, 2]
    }
  }

  private static func rambling() throws -> Scene {
    let breathless = repeated("#", 172) + "." + repeated("#", 20)
    var pacing = Samples.pacing(
      ".." + breathless + "..........." + repeated("#", 30) + "!!" + repeated("#", 60) + "....",
      secondsPerCharacter: 0.25)
    pacing.nuclei = pacing.nuclei.enumerated().filter { $1 > 25 || $0 % 2 == 0 }.map(\.element)
    pacing.level.clippings = 3
    pacing.filledPauses = [FilledPause(interval: Interval(start: 5, end: 5.5), confidence: 0.75)]
    return try scene("rambling", pacing, (20, 30, 50), .person) {
      $0.state = .recovered
      $0.device.name = "plughw:CARD=USB"
      $0.prompt.covers = (1...10).map { "point \($0)" }
      $0.covered = [9]
    }
  }

  private static func tooShort() throws -> Scene {
    var pacing = Samples.pacing("..####.####..####....")
    pacing.level = Level(
      peakDBFS: -31, speechDBFS: -44, noiseDBFS: -49, difference: 5, clippings: 1, loudnessLUFS: -42)
    return try scene("too-short", pacing, (45, 90, 120), .pack, .howTo)
  }

  private static func silent() throws -> Scene {
    try scene("silent", Samples.pacing(".........."), (60, 105, 150), .prompt)
  }

  private static func empty() throws -> Scene {
    try scene("empty", Pacing(duration: 0, speech: []), (60, 105, 150)) { $0.state = .recovered }
  }

  private static func ownQuestion() throws -> Scene {
    let pacing = Samples.pacing("..######.####..########.....########..")
    return try scene("own-question", pacing, (5, 8, 12), .kind, .technical) {
      $0.prompt.pack = ""
      $0.prompt.id = "free"
      $0.prompt.text =
        "漢字とかな: wie größer wird das Ganze, 한글 🙂, if nobody \u{1B}[31msays where it ends, and the question goes on and on?"
      $0.prompt.title = $0.prompt.text
      $0.prompt.covers = ["漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "plain"]
    }
  }

  private static func hour() throws -> Scene {
    let pacing = Samples.pacing(".." + repeated("#######.", 92) + ".", secondsPerCharacter: 5)
    return try scene("hour", pacing, (1800, 2400, 3600), .person, .scenario)
  }

  /// Nothing but the times of speech is known.
  private static func sparse() throws -> Scene {
    var pacing = Samples.pacing(".################.")
    pacing.nuclei = []
    pacing.level = Level(speechDBFS: -24)
    return try scene("sparse", pacing, (5, 6, 9), .prompt, .reverse)
  }

  /// The target's lines stand closer together than their labels are long.
  private static func crowded() throws -> Scene {
    try scene("crowded", Samples.pacing("#" + repeated(".#", 29)), (1, 2, 3), .prompt, .drill)
  }
}
