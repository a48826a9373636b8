import Foundation
import Testing

/// Help and usage in terminals of any width.
@Suite struct HelpWidthTests {
  private let home: Home

  init() throws { home = try Home() }

  private static let commands = [
    [], ["record"], ["play"], ["trends"], ["takes"], ["prompts"], ["prompts", "check"], ["analyze"],
    ["check"],
  ]
  private static let widths = [200, 80, 60, 59, 40, 26, 20]

  /// All that is said, without the spaces and line breaks between.
  private func words(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test(arguments: commands)
  func `Help fits into the terminal, and says the same in all of them`(command: [String]) throws {
    let piped = try home.run(Products.aloud, command + ["--help"])
    #expect(piped.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(piped.output)")
    for columns in Self.widths {
      let session = try TerminalSession(
        command + ["--help"], environment: home.environment, columns: columns, rows: 50)
      #expect(session.exitCode() == 0)
      let screen = session.screen
      #expect(screen.overruns == 0, "\(columns): \(screen.text)")
      #expect(words(screen.text) == words(piped.output), "\(columns)")
    }
  }

  @Test(arguments: [
    ["record", "--bogus"], ["takes", "--last", "x"], ["analyze"], ["recrod"], ["record", "--think", "-1"],
  ])
  func `Wrong use is told in lines that fit`(arguments: [String]) throws {
    let piped = try home.run(Products.aloud, arguments)
    #expect(piped.errors.hasPrefix("aloud: "))
    for columns in Self.widths {
      let session = try TerminalSession(
        arguments, environment: home.environment, columns: columns, rows: 50)
      #expect(session.exitCode() == 2)
      let screen = session.screen
      #expect(screen.overruns == 0, "\(columns): \(screen.text)")
      #expect(words(screen.text) == words(piped.errors), "\(columns)")
    }
  }

  @Test func `COLUMNS is the width that somebody wants, but no terminal becomes wider by it`() throws {
    home.environment["COLUMNS"] = "40"
    let help = try home.aloud("record", "--help").output
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 40 })
    let wide = try home.terminal("record", "--help", columns: 100)
    #expect(wide.exitCode() == 0)
    #expect(wide.screen.lines.allSatisfy { $0.count <= 40 })
    home.environment["COLUMNS"] = "300"
    let narrow = try home.terminal("record", "--help", columns: 30)
    #expect(narrow.exitCode() == 0)
    #expect(narrow.screen.overruns == 0)
  }

  @Test func `A usage breaks between options, not inside them`() throws {
    let session = try home.terminal("record", "--help", columns: 40)
    #expect(session.exitCode() == 0)
    let usage = session.screen.lines.drop { !$0.hasPrefix("USAGE: ") }.prefix { !$0.isEmpty }
    #expect(usage.count > 3)
    for line in usage {
      #expect(line.count { $0 == "[" } == line.count { $0 == "]" }, "\(usage)")
    }
  }

  @Test func `A script for a shell is the same in every terminal`() throws {
    let piped = try home.aloud("--generate-completion-script", "bash").output
    let session = try home.terminal("--generate-completion-script", "bash", columns: 20)
    #expect(session.exitCode() == 0)
    #expect(session.raw.replacing("\r\n", with: "\n") == piped)
  }
}
