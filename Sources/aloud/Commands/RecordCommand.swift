public import ArgumentParser
import Practice
public import Rehearsal

/// `aloud record`: think, speak, see.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record an answer: think time, one colour while you speak, then the review.",
    discussion: """
      Without a prompt it takes what should be practised next. Enter or space ends the recording; Ctrl-C, a closed \
      terminal and the time limit end it too, and each saves it. The colour is blue below the target's min, green \
      to the goal, yellow to the max, red past it, and blinking when it is clearly over.

      What stands on a command line can be read by other users of this machine while the command runs, and is kept \
      in the history of the shell. A question that is nobody else's business is given with --free -, which asks for it.

      In a script: aloud record PE1 --think 0 --seconds 20 --json < /dev/null
      """)

  @Argument(help: "A prompt, like PE1 or netflix-tpm/PE1, or its title; see `aloud prompts`.")
  var prompt: String?

  @Option(
    help: ArgumentHelp(
      "Your own question instead of a prompt; - asks for it, or reads it from standard input.",
      valueName: "text|-"))
  var free: String?

  @Option(
    name: .customLong("continue"),
    help: ArgumentHelp(
      "Go on with an answer as its next part, like last; see `aloud takes`.", valueName: "take")
  )
  var continued: String?

  @Option(help: ArgumentHelp("Kind of your own question; it decides the target.", valueName: "kind"))
  var kind: PromptKind = .behavioral

  @Option(help: ArgumentHelp("Target in seconds: min, goal and max.", valueName: "60-105-150"))
  var target: String?

  @Option(help: ArgumentHelp("Time to think in seconds; 10 on a terminal, else 0.", valueName: "s"))
  var think: Double?

  @Option(
    help: ArgumentHelp(
      "Stop after so many seconds; else at three times the max, but not before five minutes.", valueName: "s")
  )
  var seconds: Double?

  @Option(help: ArgumentHelp("Microphone, an ALSA name; see `aloud devices`.", valueName: "name"))
  var device = "default"

  @OptionGroup var channel: ChannelOption

  @Flag(help: "The review as one JSON object; progress goes to standard error.")
  var json = false

  func validate() throws {
    _ = try ownTarget
    if let think, !(0...3600).contains(think) { throw ValidationError("--think must be 0 to 3600 seconds") }
    if let seconds, !(1...20_000).contains(seconds) {
      throw ValidationError("--seconds must be 1 to 20000; a WAV file ends before 2 GiB")
    }
    if [prompt, free, continued].compactMap(\.self).count > 1 {
      throw ValidationError("give one of a prompt, --free and --continue")
    }
    if let free { try OwnQuestion.check(free) }
  }

  func run() throws {
    let console = Console.standard
    let own = try free.map { try OwnQuestion.text(of: $0) }
    try Output.detach()
    // What goes on with a take needs that take in order.
    let workspace = try Workspace.open(on: console, recordingFirst: continued == nil)
    let before = try continued.map { try workspace.answerToContinue(named: $0) }
    var plan = Attempt.Plan(try question(own, in: workspace, after: before?.last))
    plan.device = device
    plan.channels = channel.selection
    plan.think = think ?? (console.hasKeys ? 10 : 0)
    plan.seconds = seconds
    plan.before = before?.last
    plan.secondsBefore = before?.seconds ?? 0
    plan.canGoOn = console.hasKeys
    var screen = RecordScreen(try Attempt(plan, in: workspace), in: workspace, console: console, json: json)
    let code = try screen.run()
    if code != 0 { throw ExitCode(code) }
  }

  /// The target that was asked for.
  private var ownTarget: Target? {
    get throws { try ErrorText.checked { try target.map { try Target(text: $0) } } }
  }

  /// - Parameter own: the person's own question; `nil` for a prompt.
  private func question(_ own: String?, in workspace: Workspace, after before: Take?) throws -> Question {
    let wanted = try ownTarget
    if let before { return Question(of: before) }
    if let own { return Question(free: own, kind: kind, target: wanted) }
    if let prompt { return Question(try workspace.entry(named: prompt), target: wanted) }
    return try workspace.nextQuestion(target: wanted)
  }
}

extension PromptKind: ExpressibleByArgument {}
