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
      of the list of a strong answer, by its numbers; it stays marked until --untick takes the mark away. An answer in \
      several takes is reviewed as one; last.2 is its second part.
      """)

  @Flag(help: "The take, its analysis and its assessment as one JSON object.")
  var json = false

  @Option(help: ArgumentHelp("What the answer covered: numbers of the list.", valueName: "1,3"))
  var tick: [String] = []

  @Option(help: ArgumentHelp("What it did not cover after all.", valueName: "1,3"))
  var untick: [String] = []

  @Argument(help: ArgumentHelp("An id, the beginning of one, last, last~2 or PE1@3.", valueName: "take"))
  var take = "last"

  func validate() throws {
    let (ticked, unticked) = (try Self.numbers(tick, of: "--tick"), try Self.numbers(untick, of: "--untick"))
    if let both = ticked.intersection(unticked).min() {
      throw ValidationError("--tick and --untick both have \(both)")
    }
  }

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    var answer = try workspace.answer(named: take)
    let most = answer.questioned.prompt.covers.count
    let ticked = try Self.numbers(tick, of: "--tick", upTo: most)
    let unticked = try Self.numbers(untick, of: "--untick", upTo: most)
    if !ticked.isEmpty || !unticked.isEmpty {
      answer = try workspace.tick(ticked, untick: unticked, in: answer)
    }
    let measured = try workspace.review(of: answer)
    if json {
      try console.print(json: ReviewRecord(of: measured, file: workspace.audioPath))
    } else {
      console.print(ReviewText(ReviewContent(of: measured), style: console.style).text)
    }
  }

  /// The numbers of lists like `1, 3`.
  /// - Parameter most: the last number that there is; `nil` if that is not known yet.
  private static func numbers(_ lists: [String], of option: String, upTo most: Int? = nil) throws -> Set<Int>
  {
    try lists.reduce(into: []) { $0.formUnion(try numbers($1, of: option, upTo: most)) }
  }

  private static func numbers(_ text: String, of option: String, upTo most: Int?) throws -> Set<Int> {
    guard most != 0 else { throw ValidationError("This prompt has no list to tick.") }
    let numbers = text.split(separator: ",").map { Int($0.filter { $0 != " " }) ?? 0 }
    guard !numbers.isEmpty, numbers.allSatisfy({ (1...(most ?? .max)).contains($0) }) else {
      let end = most.map(String.init) ?? "the end of the list"
      throw ValidationError(
        "\(option) takes numbers from 1 to \(end), separated by commas; got \(ErrorText.quoted(text))")
    }
    return Set(numbers)
  }
}
