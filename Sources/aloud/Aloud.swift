import ArgumentParser

/// The command line: one file per command in `Commands`.
struct Aloud: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aloud",
    abstract: "Rehearse a spoken answer until it is crisp.",
    discussion: """
      Pick a prompt, think, and speak while one colour tells you where you stand. Then see how long it was, where \
      every pause was, how fast you spoke, and what makes it a ramble, by which rule. Everything stays on this \
      machine.

      Begin with:
        aloud check          is the microphone good?
        aloud record         answer what should be practised next
        aloud review         the last take once more

      A take is named by its id or the beginning of it, by last, last~2 (the second before), or by PE1@3 (the \
      third take of prompt PE1).

      Exit codes: 0 done, 1 could not, 2 wrong use, 3 done with a warning that matters, 128 + the signal's \
      number when a signal ended it and everything is saved.
      """,
    version: "aloud 0.1.0",
    subcommands: [
      NextCommand.self, RecordCommand.self, ReviewCommand.self, PlayCommand.self, TrendsCommand.self,
      TakesCommand.self, PromptsCommand.self, AnalyzeCommand.self, DevicesCommand.self, CheckCommand.self,
      RecoverCommand.self, SelfTestCommand.self,
    ],
    defaultSubcommand: NextCommand.self)
}

// Rehearsal also has a `Flag`, a broken rule; in a command the name means the parser's.
typealias Flag = ArgumentParser.Flag
