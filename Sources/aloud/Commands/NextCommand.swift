import ArgumentParser
import Practice
import Rehearsal
import Report

/// `aloud` alone: what to practise next, in ten lines.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Say what to practise next (what aloud does without a command).")

  @Flag(help: "The prompt, the reason and the trends of the latest takes as one JSON object.")
  var json = false

  /// Takes in the trends.
  private static let latest = 10

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    let (entry, reason) = try workspace.next()
    // One more tells whether there are more.
    let content = NextContent(
      entry, because: reason, after: try workspace.takes(last: Self.latest + 1), last: Self.latest)
    if json {
      try console.print(json: NextRecord(entry, because: reason, content))
    } else {
      console.print(NextText(content, style: console.style).rows)
    }
  }
}
