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
    ["review", "last", "last"],
  ])
  func `Wrong use is exit code 2, told on standard error, and nothing happens`(arguments: [String]) throws {
    let result = try home.run(Products.aloud, arguments)
    #expect(result.code == 2, "\(result)")
    #expect(result.output.isEmpty && !result.errors.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: home.data.path))
  }

  @Test func `A target that is none is told with the form of one`() throws {
    let result = try home.aloud("record", "PE1", "--target", "3-2-1")
    #expect(result.code == 1)
    #expect(
      result.errors
        == "aloud: \"3-2-1\" is not a target: give min, goal and max in seconds, like 60-105-150.\n")
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

  @Test func `Without any standard descriptor it still ends in order`() throws {
    let result = try home.run("sh", ["-c", "\(Products.aloud) prompts <&- >&- 2>&-; echo $?"])
    #expect(["0\n", "1\n"].contains(result.output))
    #expect(try home.run("sh", ["-c", "\(Products.aloud) recrod 2>&-; echo $?"]).output == "2\n")
  }
}
