import ArgumentParser
import Files
import Practice
import PromptPack
import Rehearsal
import Report

/// `aloud prompts`: the questions, one question, a whole pack, or the mistakes in a pack.
struct PromptsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts",
    abstract: "List prompts, show one, or check a pack.",
    discussion: """
      aloud prompts lists all of them, aloud prompts PE1 shows one, aloud prompts about shows what else is in the \
      packs: stages, the sections of a story, the plan. Put packs of your own into the packs folder of Aloud's data \
      folder; Prompts/README.md describes the format.
      """,
    subcommands: [List.self, About.self, Check.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List prompts, or show one (what prompts does without a word).")

    @Option(help: "Only prompts of this kind.") var kind: PromptKind?
    @Option(help: "Only prompts that this stage asks.") var stage: String?
    @Option(help: "Only prompts that test this quality.") var tag: String?
    @Flag(help: "A JSON object per line and prompt.") var json = false
    @Argument(help: "A prompt to show, like PE1 or netflix-tpm/PE1, or its title.") var prompt: String?

    func run() throws {
      let console = Console.standard
      let catalog = try Paths.standard.prompts(tell: console.tell)
      if let prompt {
        let entry = try catalog.entry(named: prompt)
        try json
          ? console.print(json: PromptRecord(entry))
          : console.print(PromptText(PromptContent(entry), style: console.style).rows)
        return
      }
      let entries = catalog.entries.filter { entry in
        (kind.map { entry.prompt.kind == $0 } ?? true)
          && (stage.map { entry.prompt.stages.contains($0) } ?? true)
          && (tag.map { entry.prompt.qualities.contains($0) } ?? true)
      }
      if json {
        for entry in entries { try console.print(json: PromptRecord(entry)) }
      } else {
        console.print(PromptListText(PromptListContent(entries), style: console.style).rows)
      }
      if entries.isEmpty {
        console.note("aloud: no prompt is like that; `aloud prompts about` lists kinds, stages and tags.")
        throw ExitCode(ExitStatus.couldNot)
      }
    }
  }

  struct About: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "about", abstract: "Show stages, qualities, story sections, plan and terms of the packs.")

    func run() throws {
      let console = Console.standard
      for pack in try Paths.standard.prompts(tell: console.tell).packs {
        console.print(PackText(PackContent(pack), style: console.style).rows)
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Find every mistake in a pack, each with its line and how to mend it.")

    @Argument(help: "Packs in YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [FileName]

    func run() throws {
      let console = Console.standard
      var isBroken = false
      for file in files {
        let name = Printable.line(file.text)
        do {
          let pack = try PackReader.read(fileAt: file, named: name)
          console.print(
            "\(name): good, \(Figures.count(pack.prompts.count, "prompt", "prompts"))")
        } catch {
          isBroken = true
          for diagnostic in error.diagnostics { console.print("\(name): \(diagnostic)") }
        }
      }
      if isBroken { throw ExitCode(ExitStatus.couldNot) }
    }
  }
}
