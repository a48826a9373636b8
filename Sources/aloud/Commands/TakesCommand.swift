import ArgumentParser
import Practice
import Rehearsal
import Report

/// `aloud takes`: every take, newest first.
struct TakesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "takes", abstract: "List your takes, newest first.")

  @Option(name: [.short, .customLong("last")], help: ArgumentHelp("How many to show.", valueName: "n"))
  var last = 20

  @Flag(help: "A JSON object per line and take.")
  var json = false

  @Argument(help: "Only takes of this prompt.")
  var prompt: String?

  func validate() throws {
    if last < 1 { throw ValidationError("--last must be at least 1") }
  }

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    let key = try prompt.map { try workspace.promptKey(named: $0) }
    // One more tells whether there are more.
    let found = try workspace.assessedTakes(of: key, last: last == .max ? last : last + 1)
    let takes = Array(found.prefix(last))
    defer {
      if found.count > takes.count {
        console.note(
          "aloud: these are the newest \(last) takes; --last \(last < .max / 5 ? 5 * last : .max) shows more."
        )
      }
    }
    if json {
      for take in takes { try console.print(json: TakeRecord(take, file: workspace.audioPath)) }
      return
    }
    guard !takes.isEmpty else {
      console.print(
        "No takes yet. Begin with: aloud record" + (prompt.map { " " + ErrorText.shellWord($0) } ?? ""))
      return
    }
    console.print(TakeListText(TakeListContent(takes), style: console.style).rows)
  }
}
