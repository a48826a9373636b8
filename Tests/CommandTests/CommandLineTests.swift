import Foundation
import Testing

/// The command line itself: help, version, wrong use, and output that goes nowhere.
@Suite struct CommandLineTests {
  private let home: Home

  init() throws { home = try Home() }

  private static let commands = [
    [], ["next"], ["record"], ["review"], ["play"], ["trends"], ["takes"], ["prompts"], ["prompts", "list"],
    ["prompts", "about"], ["prompts", "check"], ["analyze"], ["devices"], ["check"], ["recover"],
    ["selftest"],
  ]

  @Test(arguments: commands)
  func `Every command explains itself`(command: [String]) throws {
    let result = try home.run(Products.aloud, command + ["--help"])
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output.contains("USAGE: aloud"))
    #expect(result.output.hasPrefix("OVERVIEW: "))
    let explained = try home.run(Products.aloud, ["help"] + command)
    #expect(explained.code == 0 && explained.output.hasPrefix("OVERVIEW: "))
  }

  @Test func `The help of the whole says where to begin, how takes are named and what exit codes mean`()
    throws
  {
    let text = try home.aloud("--help").output
    for words in ["aloud check", "aloud record", "last~2", "PE1@3", "Exit codes:"] {
      #expect(text.contains(words))
    }
    #expect(try home.aloud("record", "--help").output.contains("In a script: aloud record PE1"))
  }

  @Test func `The version is one line`() throws {
    let result = try home.aloud("--version")
    #expect(result.code == 0)
    #expect(result.output.wholeMatch(of: /aloud \d+\.\d+\.\d+\n/) != nil)
  }

  @Test func `An unknown command is named, with those that are like it`() throws {
    let result = try home.aloud("recrod")
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.errors.contains("There is no command \"recrod\". Did you mean record, review, recover?"))
  }

  @Test(arguments: [
    ["record", "--bogus"], ["record", "--seconds", "0"], ["record", "--seconds", "x"],
    ["record", "--think", "-1"],
    ["record", "PE1", "--free", "x"], ["record", "--kind", "nokind"], ["takes", "--last", "0"],
    ["trends", "--last", "-3"], ["check", "--seconds", "1000"], ["analyze"], ["prompts", "check"],
    ["review", "last", "last"], ["record", "PE1", "--target", "x"], ["record", "--target", ""],
    ["record", "--free", "x", "--target", "3-2-1"], ["play", "--from", "nonsense"],
    ["play", "--from", "9:99"],
    ["review", "--tick", "x"], ["review", "--untick", "0"], ["review", "--tick", "1,2", "--untick", "2"],
    ["analyze", "--channel", "0", "x.wav"], ["analyze", "--jobs", "0", "x.wav"],
    ["analyze", "--export", "x", "x.wav"],
    ["takes", "--last", "x"], ["prompts", "--kind", "x"], ["check", "--channel", "x"], ["--hlep"], ["-x"],
    ["prompts", "--hlep"], ["help", "recrod"], ["help", "prompts", "lits"],
  ])
  func `Wrong use is exit code 2, told on standard error, and nothing happens`(arguments: [String]) throws {
    let result = try home.run(Products.aloud, arguments)
    #expect(result.code == 2, "\(result)")
    #expect(result.output.isEmpty && !result.errors.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: home.data.path))
  }

  @Test(arguments: [
    (
      ["record", "PE1", "--target", "3-2-1"],
      "aloud: \"3-2-1\" is not a target: give min, goal and max in seconds, like 60-105-150.\n"
    ),
    (["record", "--seconds", "0"], "aloud: --seconds must be 1 to 20000; a WAV file ends before 2 GiB.\n"),
    (
      ["play", "--from", "9:99"],
      "aloud: \"9:99\" is not a position in a take; give 1:05, pause:3, or flag:R1.\n"
    ),
    (
      ["review", "--tick", "x"],
      "aloud: --tick takes numbers from 1 to the end of the list, separated by commas; got \"x\".\n"
    ),
    (
      ["takes", "--last", "x"],
      """
      aloud: The value 'x' is invalid for '--last <n>'
      Help:  --last <n>  How many to show.
        See 'aloud takes --help' for more information.

      """
    ),
  ])
  func `A value that is none is told with what it may be, and no more`(arguments: [String], words: String)
    throws
  {
    let result = try home.run(Products.aloud, arguments)
    #expect(result.code == 2)
    #expect(result.errors == words)
  }

  @Test(arguments: [
    (["--hlep"], "aloud", "--help"), (["-x"], "aloud", ""), (["next", "--jsno"], "aloud next", "--json"),
    (["prompts", "--hepl"], "aloud prompts", "--help"),
    (["prompts", "list", "--knid", "x"], "aloud prompts list", "--kind"),
    (["record", "--hlep"], "aloud record", "--help"),
    (["record", "--second", "3"], "aloud record", "--seconds"),
  ])
  func `An option that is not there is answered by the command that was typed, with the one that was meant`(
    arguments: [String], command: String, meant: String
  ) throws {
    let lines = try home.run(Products.aloud, arguments).errors.split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[0].hasPrefix("aloud: Unknown option '"))
    #expect(lines[0].hasSuffix(meant.isEmpty ? "'" : ". Did you mean '\(meant)'?"), "\(lines[0])")
    #expect(lines[1].hasPrefix("Usage: \(command) ["))
    #expect(lines[2].hasPrefix("  See '\(command) --help'"))
  }

  @Test(arguments: [
    (
      ["help", "recrod"],
      "There is no command \"recrod\". Did you mean record, review, recover? `aloud --help`"
    ),
    (["help", "prompts", "lits"], "There is no command \"lits\". Did you mean list? `aloud help prompts`"),
  ])
  func `Help on a command that is not there is no help on all`(arguments: [String], words: String) throws {
    let result = try home.run(Products.aloud, arguments)
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.errors == "aloud: " + words + " lists them all.\n")
    #expect(try home.aloud("help", "prompts", "list").code == 0)
  }

  /// The binary where no packs lie beside it.
  private func lone() throws -> String {
    let alone = home.file("alone/aloud")
    // A link of the file system, not a symbolic one: Aloud looks beside the file itself.
    let script = "cd \"$HOME\"; mkdir alone; ln \"$ALOUD\" alone 2> /dev/null || cp \"$ALOUD\" alone"
    home.environment["ALOUD"] = Products.aloud
    let made = try home.run("bash", ["-c", script])
    try #require(made.code == 0, "\(made)")
    return alone
  }

  @Test func `A binary without packs says that there are none, where it looked and what to do`() throws {
    let binary = try lone()
    for arguments in [
      [], ["prompts"], ["prompts", "--kind", "intro"], ["prompts", "PE1"], ["prompts", "about"], ["record"],
      ["record", "PE1"], ["takes", "PE1"], ["trends", "PE1"], ["review", "PE1@1"], ["next", "--json"],
    ] {
      let result = try home.run(binary, arguments)
      #expect(result.code == 1 && result.output.isEmpty, "\(arguments) \(result)")
      #expect(
        result.errors == """
          aloud: there are no prompts, because no usable pack was found in "\(home.file("share/aloud/packs"))" or \
          "\(home.data.path)/packs"; copy the packs there (folder Prompts of Aloud's source), or answer a question of \
          your own with --free.

          """, "\(arguments)")
    }
  }

  @Test func `On a new machine it says what to practise first and how`() throws {
    let result = try home.aloud()
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output.contains("not spoken aloud yet") && result.output.contains("aloud record "))
    for command in ["takes", "trends"] {
      #expect(try home.aloud(command).output == "No takes yet. Begin with: aloud record\n")
    }
    let review = try home.aloud("review")
    #expect(review.code == 1 && review.errors.contains("for there are none yet; begin with: aloud record"))
  }

  @Test(arguments: [
    ("--help", 0), ("prompts", 0), ("prompts --json", 0), ("devices --json", 0), ("recrod", 2),
  ])
  func `A reader that goes away is no accident`(arguments: String, code: Int) throws {
    // The shell waits for both ends.
    let line = "{ \(Products.aloud) \(arguments); echo $? > code; } 2>&1 | true; cat code"
    let result = try home.run("bash", ["-c", "cd \"$HOME\" && \(line)"])
    #expect(result.output == "\(code)\n", "\(result)")
  }

  @Test(arguments: ["--help", "prompts --json", "next"])
  func `A result that could not be written is a failure`(arguments: String) throws {
    let result = try home.run("sh", ["-c", "\(Products.aloud) \(arguments) > /dev/full"])
    #expect(result.code == 1)
    #expect(result.errors.hasSuffix("could not be written: No space left on device.\n"))
  }

  @Test func `A self-test that can keep no files says so in words`() throws {
    home.environment["TMPDIR"] = "/proc"
    let result = try home.aloud("selftest")
    #expect(result.code == 1)
    #expect(
      result.errors.wholeMatch(
        of: /aloud: no folder can be made in "\/proc" \([A-Z][a-z ]+\); set TMPDIR to another folder\.\n/)
        != nil,
      "\(result)")
  }

  @Test func `Without any standard descriptor it still ends in order`() throws {
    let result = try home.run("sh", ["-c", "\(Products.aloud) prompts <&- >&- 2>&-; echo $?"])
    #expect(["0\n", "1\n"].contains(result.output))
    #expect(try home.run("sh", ["-c", "\(Products.aloud) recrod 2>&-; echo $?"]).output == "2\n")
  }
}
