import ArgumentParser
import Practice
import Recording
import Report

/// `aloud recover`: repairs takes and index. Every command does so too; this one says what it found.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Bring takes that were cut off into order, and make the index anew.",
    discussion: """
      A take that was cut off by a crash or a power cut is repaired whenever Aloud starts; nothing is ever deleted or \
      shortened. The index can be deleted at any time: --rebuild makes it from the takes.
      """)

  @Flag(help: "Make the whole index anew from the takes.")
  var rebuild = false

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    let count = try workspace.recoverAll(rebuilding: rebuild)
    try workspace.measureAll()
    console.print(
      "\(Figures.count(count, "take", "takes")) in \(workspace.library.path)"
        + (rebuild ? ", index made anew" : ""))
  }
}
