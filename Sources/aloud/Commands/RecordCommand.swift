public import ArgumentParser
import AudioDevice
public import Rehearsal
import Report

/// `aloud record`: think, speak, see.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record an answer: think time, one colour while you speak, then the review.",
    discussion: """
      Without a prompt it takes what should be practised next. Enter or space ends the recording; Ctrl-C, a closed \
      terminal and the time limit end it too, and each saves it. The colour is blue below the target's min, green \
      to the goal, yellow to the max, red past it, and blinking when it is clearly over.

      In a script: aloud record PE1 --think 0 --seconds 20 --json < /dev/null
      """)

  @Argument(help: "A prompt, like PE1 or netflix-tpm/PE1; see `aloud prompts`.")
  var prompt: String?

  @Option(help: ArgumentHelp("Your own question instead of a prompt.", valueName: "text"))
  var free: String?

  @Option(
    name: .customLong("continue"),
    help: ArgumentHelp("Go on with a take as its next part, like last; see `aloud takes`.", valueName: "take")
  )
  var continued: String?

  @Option(help: ArgumentHelp("Kind of your own question; it decides the target.", valueName: "kind"))
  var kind: PromptKind = .behavioral

  @Option(help: ArgumentHelp("Target in seconds: min, goal and max.", valueName: "60-105-150"))
  var target: String?

  @Option(help: ArgumentHelp("Time to think in seconds; 10 on a terminal, else 0.", valueName: "s"))
  var think: Double?

  @Option(help: ArgumentHelp("Stop after so many seconds; else at three times the max.", valueName: "s"))
  var seconds: Double?

  @Option(help: ArgumentHelp("Microphone, an ALSA name; see `aloud devices`.", valueName: "name"))
  var device = "default"

  @Flag(help: "The review as one JSON object; progress goes to standard error.")
  var json = false

  func validate() throws {
    if let think, !(0...3600).contains(think) { throw ValidationError("--think must be 0 to 3600 seconds") }
    if let seconds, !(1...20_000).contains(seconds) {
      throw ValidationError("--seconds must be 1 to 20000; a WAV file ends before 2 GiB")
    }
    if [prompt, free, continued].compactMap(\.self).count > 1 {
      throw ValidationError("give one of a prompt, --free and --continue")
    }
    if let free, free.isEmpty || free.count > 2000 {
      throw ValidationError("--free must have 1 to 2000 characters")
    }
  }

  func run() throws {
    let workspace = try Workspace.open()
    let before = try continued.map { try workspace.take(named: $0) }
    let question = try question(in: workspace, after: before)
    let session = RecordSession(
      workspace: workspace, question: question, device: device,
      think: think ?? (workspace.console.hasKeys ? 10 : 0), seconds: seconds, json: json,
      before: before)
    let code = try session.run()
    if code != 0 { throw ExitCode(code) }
  }

  private func question(in workspace: Workspace, after before: Take?) throws -> Question {
    let wanted = try target.map { try Target(text: $0) }
    if let before { return Question(before.prompt, before.target, before.targetSource) }
    if let free {
      let reference = PromptReference(
        pack: "", id: "free", title: Printable.line(free), text: free, kind: kind, covers: [])
      return Question(reference, wanted ?? kind.defaultTarget, wanted == nil ? .kind : .person)
    }
    let entry: PromptCatalog.Entry
    if let prompt {
      entry = try workspace.catalog.entry(named: prompt)
    } else {
      guard let next = try workspace.next() else { throw NoPrompts(folders: workspace.paths.packFolders) }
      entry = next.entry
    }
    let (target, source) = entry.pack.target(for: entry.prompt)
    return Question(
      PromptReference(entry.prompt, pack: entry.pack.id), wanted ?? target, wanted == nil ? source : .person)
  }
}

extension PromptKind: ExpressibleByArgument {}

/// What will be answered, and how long it should take.
struct Question {
  let prompt: PromptReference
  let target: Target
  let source: TargetSource

  init(_ prompt: PromptReference, _ target: Target, _ source: TargetSource) {
    self.prompt = prompt
    self.target = target
    self.source = source
  }

  /// The hard limit where none is given: three times the max, and no less than five minutes. An answer longer
  /// than that is a forgotten recording.
  var limit: Double { max(300, 3 * target.max) }
}
