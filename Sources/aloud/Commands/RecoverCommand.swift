import ArgumentParser
import Practice
import Recording
import Report

/// `aloud recover`: looks through all takes, repairs them and the index, and measures what was never measured. Every
/// command repairs what was cut off; this one opens the other takes too.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Repair takes that were cut off, and the index.",
    discussion: """
      A take that was cut off by a crash or a power cut is repaired whenever Aloud starts; nothing that was recorded \
      is ever deleted or shortened. This command looks through all takes, and measures those that this version of \
      Aloud has not measured yet, which otherwise happens when they are shown. The index can be deleted at any time: \
      --rebuild makes it from the takes.
      """)

  @Flag(help: "Rebuild the whole index from the takes.")
  var rebuild = false

  func run() throws {
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    let count = try workspace.recoverAll(rebuilding: rebuild)
    try workspace.measureAll()
    console.print(
      "\(Figures.count(count, "take", "takes")) in \(workspace.library.path)"
        + (rebuild ? ", index rebuilt" : ""))
  }
}
