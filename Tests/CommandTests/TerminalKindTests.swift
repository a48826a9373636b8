import Foundation
import Testing

/// Terminals that are narrow, colourless or dumb.
@Suite struct TerminalKindTests {
  private let home: Home

  init() throws { home = try Home.used() }

  @Test(arguments: [40, 20])
  func `No line is longer than the terminal is wide`(columns: Int) throws {
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true"])
    for arguments in [
      [], ["takes"], ["review", "PE1@1"], ["trends"], ["prompts"], ["prompts", "PE1"], ["prompts", "about"],
      ["check", "--device", "mic", "--seconds", "1"],
      ["record", "PE2", "--device", "mic", "--think", "1", "--seconds", "2", "--target", "1-1.4-1.8"],
    ] {
      let session = try TerminalSession(arguments, environment: home.environment, columns: columns, rows: 50)
      #expect(session.exitCode() != nil)
      let screen = session.screen
      #expect(
        screen.overruns == 0, "\(arguments): \(screen.rows.filter { $0.count >= columns }.map { String($0) })"
      )
    }
  }

  @Test func `NO_COLOR takes the colour away, and the light becomes a word`() throws {
    home.environment["NO_COLOR"] = "1"
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true"])
    let session = try home.terminal(
      "record", "PE1", "--device", "mic", "--think", "0", "--seconds", "2", "--target", "1-5-6")
    #expect(session.shows("below min"))
    #expect(session.shows("green"))
    #expect(session.exitCode() == 3)
    #expect(session.screen.inks.isEmpty)
    #expect(session.screen.redraws > 0, "it is still drawn in place")
  }

  @Test func `A dumb terminal gets plain lines, and Enter works as everywhere`() throws {
    home.environment["TERM"] = "dumb"
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true \(home.diary)"])
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    #expect(session.shows("Enter starts now"))
    session.type("\r")
    #expect(session.shows("0:00  below min"))
    // A key at once would be taken for a bounce.
    _ = try home.spoken(atLeast: 2)
    session.type("\r")
    #expect(session.exitCode() == 3)
    #expect(!session.raw.contains("\u{1B}") && !session.raw.contains("\u{07}"))
    #expect(session.isCooked)
  }

  @Test func `Where the output goes into a pipe, the keys still work and the pipe gets no drawing`() throws {
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true \(home.diary)"])
    let pipe = "\"$0\" record PE1 --device mic --think 0 --seconds 600 | tee result; exit ${PIPESTATUS[0]}"
    let session = try TerminalSession(
      running: "/bin/bash", ["-c", "cd \"$HOME\" && " + pipe, Products.aloud], environment: home.environment)
    try #require(session.shows("0:00  below min"))
    _ = try home.spoken(atLeast: 2)
    session.type("\r")
    #expect(session.exitCode() == 3)
    #expect(session.isCooked)
    let result = try String(contentsOfFile: home.file("result"), encoding: .utf8)
    #expect(result.contains("Saved.") && !result.contains("\u{1B}") && !result.contains("below min  "))
  }

  @Test func `A terminal that knows only ASCII gets only ASCII, but for the words themselves`() throws {
    home.environment["LANG"] = "C"
    for command in ["takes", "review", "trends"] {
      let session = try home.terminal(command)
      #expect(session.exitCode() == 0)
      let drawing = Set("█▁▂▃▄▅▆▇━╌╵╳≡·•✗✓●▲▼↑↓─")
      #expect(!session.raw.contains { drawing.contains($0) }, "\(command): \(session.screen.text)")
    }
  }
}
