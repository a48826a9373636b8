import Foundation
import Testing

/// A window that changes its size: everything live is laid out for the size of the moment, and nothing of another
/// size stays in it.
@Suite struct ResizeTests {
  private let home: Home

  init() throws {
    home = try Home.used()
    try home.plugMicrophones(
      hearing: Room.noise(seconds: 4), ["mic": "loop true", "two": "loop true channels 2"])
  }

  private static let sizes = [(40, 24), (20, 24), (20, 5), (100, 30), (33, 2), (20, 3), (60, 40), (80, 24)]

  /// Resizes again and again; each time the window shows one clock at most and no row that does not fit.
  private func expectOneLayout(
    _ session: TerminalSession, of live: Regex<Substring>, said: String
  ) throws {
    for (columns, rows) in Self.sizes {
      session.resize(columns: columns, rows: rows)
      var visible: [String] = []
      func isRight() -> Bool {
        visible = session.screen.visible
        let text = visible.joined(separator: "\n")
        return text.matches(of: live).count == 1 && visible.allSatisfy { $0.count <= columns }
          && (rows < 24 || text.replacing("\n", with: " ").ranges(of: said).count == 1)
      }
      let becomesRight = waits(within: 10, for: isRight)
      usleep(150_000)
      #expect(becomesRight && isRight(), "\(columns)×\(rows): \(visible)")
    }
  }

  @Test(arguments: ["", "1"])
  func `While recording there is one clock and one question, and then a review as wide as the window`(
    noColor: String
  )
    throws
  {
    home.environment["NO_COLOR"] = noColor
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", columns: 80, rows: 24)
    try #require(session.hasShown("0:01"))
    try expectOneLayout(session, of: /\d:\d\d(?![–,:\d])/, said: "Walk me through the most complex")
    session.resize(columns: 30, rows: 24)
    session.type("\r")
    #expect(session.exitCode() == 3)
    let screen = session.screen
    #expect(screen.visible.allSatisfy { $0.count <= 30 }, "\(screen.text)")
    #expect(screen.text.contains("Saved. Hear it: aloud play.\n"))
    #expect(screen.strange.isEmpty && session.isCooked)
    #expect(screen.inks.isEmpty == (noColor == "1"))
  }

  @Test func `The time to think is counted once, under a question as wide as the window`() throws {
    let session = try home.terminal(
      "record", "PE1", "--device", "mic", "--think", "600", columns: 80, rows: 24)
    try #require(session.shows("Enter starts now"))
    try expectOneLayout(session, of: /Think: \d+ s/, said: "Walk me through the most complex")
    session.resize(columns: 40, rows: 24)
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(session.screen.visible.contains("Nothing was recorded."))
    #expect(!session.screen.visible.contains { $0.contains("Think") })
  }

  @Test func `A check draws its meters once, for the width that there is`() throws {
    let session = try home.terminal("check", "--device", "two", "--seconds", "60", columns: 80, rows: 24)
    try #require(session.shows("dBFS"))
    try expectOneLayout(session, of: #/\d+\.\d s/#, said: "listening for")
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(!session.screen.visible.joined().contains("dBFS"))
  }

  @Test func `Playing draws one timeline and one playhead`() throws {
    // A loudspeaker that takes about as much as a real one.
    let pipe = home.file("loudspeaker")
    mkfifo(pipe, 0o600)
    let loudspeaker = try home.start(
      "sh", ["-c", "while :; do dd bs=4096 count=1 status=none; sleep 0.05; done < '\(pipe)' > /dev/null"])
    defer { loudspeaker.send(SIGKILL) }
    let conf = try String(contentsOfFile: home.file("asound.conf"), encoding: .utf8)
    try home.write(
      conf + "pcm.out { type file slave.pcm { type null } file \"\(pipe)\" format raw }\n", to: "asound.conf")
    let session = try home.terminal("play", "PE1@1", "--device", "out", columns: 80, rows: 24)
    try #require(session.shows(" / 0:"))
    session.type(" ")
    try #require(session.shows("paused"))
    try expectOneLayout(session, of: /[━●╌]+/, said: "speech")
    session.type("q")
    #expect(session.exitCode() == 0)
    #expect(session.isCooked)
    #expect(
      session.screen.visible.joined().matches(of: /\d:\d\d \/ \d:\d\d/).count == 1, "the playhead stays")
  }

  /// Much work, with its results out of the way, in a shell that goes on with it once it was stopped.
  private func longWork(_ name: String) throws -> TerminalSession {
    let file = try home.write(WAV.data(Room.noise(seconds: 20)), to: name)
    return try TerminalSession(
      running: "/bin/bash",
      [
        "-c",
        "set -m; \"$0\" analyze --json \"$@\" > /dev/null; echo \"ended $?\"; read; fg > /dev/null; echo \"ended $?\"",
        Products.aloud,
      ] + Array(repeating: file, count: 1000),
      environment: home.environment, columns: 80, rows: 24)
  }

  @Test func `Long work has one line of progress, and takes it away when it is stopped or ended`() throws {
    let session = try longWork("a.wav")
    try #require(session.hasShown("of 1000 files"))
    for columns in [20, 80, 24] {
      session.resize(columns: columns, rows: 24)
      #expect(
        waits(within: 10) {
          let visible = session.screen.visible
          return visible.joined().contains("of 1000 files".prefix(max(0, columns - 8)))
            && visible.allSatisfy { $0.count < columns } && visible.count { !$0.isEmpty } == 1
        }, "\(columns): \(session.screen.visible)")
    }
    session.type("\u{1A}")
    try #require(session.shows("ended 148"))
    #expect(!session.screen.text.contains("of 1000 files"), "the shell's words stand alone")
    session.resize(columns: 40, rows: 10)
    session.type("\r")
    try #require(session.shows("of 1000 files"))
    session.type("\u{03}")
    #expect(session.exitCode() != nil)
    #expect(!session.screen.text.contains("of 1000 files"), "no half line is left")
    #expect(session.isCooked)
  }

  @Test func `What was stopped and goes on in another window is drawn anew, and keys work again`() throws {
    let session = try home.terminal(
      "record", "PE1", "--device", "mic", "--think", "600", columns: 80, rows: 24)
    try #require(session.shows("Enter starts now"))
    session.send(SIGSTOP)
    // The shell takes the terminal back, and somebody makes the window narrow.
    session.cook()
    session.resize(columns: 30, rows: 24)
    session.send(SIGCONT)
    #expect(waits(within: 10) { !session.isCooked })
    session.type(" ")
    try #require(session.hasShown("0:01"))
    #expect(session.screen.visible.allSatisfy { $0.count <= 30 })
    session.type(" ")
    #expect(session.exitCode() == 3)
    #expect(session.isCooked)
  }
}
