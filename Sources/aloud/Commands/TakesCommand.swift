import ArgumentParser
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
    let workspace = try Workspace.open()
    let key = try prompt.map { try workspace.promptKey(named: $0) }
    let takes = try workspace.assessed(of: key, last: last)
    if json {
      for take in takes { try workspace.console.print(json: TakeRecord(take)) }
      return
    }
    guard !takes.isEmpty else {
      workspace.console.print("No takes yet. Begin with: aloud record" + (prompt.map { " \($0)" } ?? ""))
      return
    }
    let list = TakeText(style: workspace.console.style)
    workspace.console.print(takes.flatMap { list.rows(of: $0) })
  }
}
