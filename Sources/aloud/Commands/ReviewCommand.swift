import ArgumentParser
import Practice
import Rehearsal
import Report

/// `aloud review`: what a take says about the answer.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Review a take: flags, the answer on one line of time, the numbers.",
    discussion: """
      Flags come first, each with its rule, its numbers and where it was measured. --tick marks what you covered \
      of the list of a strong answer, by its numbers; ticking again takes the mark away.
      """)

  @Flag(help: "The take, its analysis and its assessment as one JSON object.")
  var json = false

  @Option(help: ArgumentHelp("What the answer covered: numbers of the list.", valueName: "1,3"))
  var tick: String?

  @Argument(help: ArgumentHelp("An id, the beginning of one, last, last~2 or PE1@3.", valueName: "take"))
  var take = "last"

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    var take = try workspace.take(named: take)
    if let tick {
      take = try workspace.tick(Set(try numbers(tick, upTo: take.prompt.covers.count)), in: take)
    }
    let reviewed = try workspace.review(of: take)
    let (pacing, assessment) = (reviewed.pacing, reviewed.assessment)
    if json {
      try console.print(
        json: ReviewRecord(of: take, file: workspace.audioPath(of: take), pacing, assessment))
    } else {
      console.print(ReviewText(ReviewContent(of: take, pacing, assessment), style: console.style).text)
    }
  }

  private func numbers(_ text: String, upTo most: Int) throws -> [Int] {
    let numbers = text.split(separator: ",").map { Int($0.filter { $0 != " " }) ?? 0 }
    guard most > 0 else { throw ValidationError("This prompt has no list to tick.") }
    guard !numbers.isEmpty, numbers.allSatisfy({ (1...most).contains($0) }) else {
      throw ValidationError("--tick takes numbers from 1 to \(most), separated by commas; got \"\(text)\".")
    }
    return numbers
  }
}
