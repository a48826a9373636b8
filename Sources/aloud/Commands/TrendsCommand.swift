import ArgumentParser
import Practice
import Rehearsal
import Report

/// `aloud trends`: whether answers are getting better.
struct TrendsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trends",
    abstract: "See how your takes change: length against target, pauses, pace.",
    discussion: """
      Each measure of the last takes is a line of blocks, oldest to newest. The newest value is compared with the \
      median of up to five takes before it; inside ±8 % that is no change. Length is in per cent of the goal, so \
      that prompts with different targets can be seen together; pauses are those of at least 250 ms, a minute of \
      answer; pace is the articulation rate. There is no score.
      """)

  @Option(
    name: [.short, .customLong("last")], help: ArgumentHelp("How many takes to look at.", valueName: "n"))
  var last = 10

  @Flag(help: "A JSON object per line and group of takes.")
  var json = false

  @Argument(help: "Only this prompt.")
  var prompt: String?

  func validate() throws {
    if last < 1 { throw ValidationError("--last must be at least 1") }
  }

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    // One more tells whether there are more.
    let most = last == .max ? last : last + 1
    let groups =
      try prompt.map { try workspace.group(of: workspace.promptKey(named: $0), last: most) }
      ?? workspace.groups(last: most)
    let reports = groups.map { TrendContent(of: $0.kind, $0.takes, last: last) }
    if json {
      for report in reports { try console.print(json: TrendRecord(report)) }
      return
    }
    guard reports.contains(where: { !$0.isEmpty }) else {
      console.print(
        "No takes yet. Begin with: aloud record" + (prompt.map { " " + ErrorText.shellWord($0) } ?? ""))
      return
    }
    for (index, report) in reports.enumerated() {
      if index > 0 { console.print() }
      console.print(TrendText(report, style: console.style).rows)
    }
  }
}
