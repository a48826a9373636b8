import ArgumentParser
import Foundation
import Rehearsal
import Report

/// `aloud` alone: what to practise next, in ten lines.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Say what to practise next (what aloud does without a command).")

  func run() throws {
    let workspace = try Workspace.open()
    let style = workspace.console.style
    guard let (entry, reason) = try workspace.next() else {
      workspace.console.print(
        "No prompts found. Put a pack into \(workspace.paths.data.appending(path: "packs").path)")
      throw ExitCode(ExitStatus.couldNot)
    }
    let (target, _) = entry.pack.target(for: entry.prompt)
    let about = "target \(Words.range(target)); \(words(for: reason))"
    let lines =
      Printable.wrapped("Next: \(entry.prompt.id), \(entry.prompt.title)", width: style.width)
      .map { style.ink(.bold, $0) }
      + [entry.prompt.text, about, "", "aloud record \(entry.prompt.id)"]
      .flatMap { Printable.wrapped($0, width: style.width - 2) }.map { $0.isEmpty ? $0 : "  " + $0 }
    workspace.console.print(lines)
    let takes = try workspace.summaries(of: nil, last: 10)
    guard !takes.isEmpty else { return }
    workspace.console.print()
    workspace.console.print(
      TrendReport(title: "So far", takes: takes).rows(style: style))
  }

  private func words(for reason: Practice.Reason) -> String {
    switch reason {
    case .neverSpoken: "not spoken aloud yet"
    case .lastTakeFlagged(let rules):
      "the last take: \(rules.map(Words.label).joined(separator: ", "))"
    case .longestAgo(let time): "spoken last on \(time.text.prefix(10))"
    }
  }
}
