import ArgumentParser
import Foundation
import Practice
import Rehearsal
import Report

/// `aloud` alone: what to practise next, in ten lines.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Say what to practise next (what aloud does without a command).")

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    guard let (entry, reason) = try workspace.next() else {
      console.print("No prompts found. Put a pack into \(workspace.environment.paths.ownPacks.path)")
      throw ExitCode(ExitStatus.couldNot)
    }
    let content = NextContent(entry, because: reason, after: try workspace.summaries(of: nil, last: 10))
    console.print(NextText(content, style: console.style).rows)
  }
}
