import Foundation
import Testing

/// A terminal or a pipe that nobody reads does not keep the microphone on: every ending saves, and the program leaves.
@Suite struct UnreadScreenTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true \(home.diary)"])
  }

  private func expectKept(ending: String, atLeast spoken: Int = 1) throws {
    let folders = try home.takeIDs().map { home.takes.appending(path: $0) }
    try #require(folders.count == 1)
    let sidecar = try JSON(contentsOf: folders[0].appending(path: "take.json"))
    #expect(sidecar["state"].text == "finished")
    #expect(sidecar["ending"].text == ending)
    let samples = try WAV.samples(of: folders[0].appending(path: "take.wav"))
    let heard = Room.noise(seconds: 4)
    #expect(samples.count >= spoken)
    #expect(samples.indices.allSatisfy { samples[$0] == heard[$0 % heard.count] })
  }

  private func frozen() throws -> TerminalSession {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "600")
    try #require(session.hasShown("0:01"))
    session.fill()
    // The live view, too, is stuck now.
    _ = try home.spoken(atLeast: 1.5)
    return session
  }

  @Test(arguments: ["\r", " ", "\u{03}"])
  func `A key ends a recording whose terminal takes nothing more`(key: String) throws {
    let session = try frozen()
    session.type(key)
    let code = session.exitCodeUnread()
    #expect(code == (key == "\u{03}" ? 130 : 3))
    #expect(session.isCooked)
    try expectKept(ending: key == "\u{03}" ? "signal" : "key", atLeast: Room.rate)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `A signal ends it as well`(signal: Int32) throws {
    let session = try frozen()
    session.send(signal)
    #expect(session.exitCodeUnread() == 128 + signal)
    #expect(session.isCooked)
    try expectKept(ending: "signal", atLeast: Room.rate)
  }

  @Test func `A key ends the time to think in front of a frozen terminal`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "600")
    try #require(session.shows("Enter starts now"))
    session.fill()
    session.type("\r")
    let spoken = try home.spoken(atLeast: 2)
    session.type("\r")
    #expect(session.exitCodeUnread() == 3)
    try expectKept(ending: "key", atLeast: spoken / 2)
  }

  @Test func `A terminal that was frozen before is no reason not to record`() throws {
    let line = "stty -echo; echo ready; read x; exec '\(Products.aloud)' record PE1 --device mic --think 0"
    let session = try TerminalSession(
      running: "/bin/sh", ["-c", line], environment: home.environment)
    try #require(session.hasShown("ready"))
    session.fill()
    session.type("\n")
    // Later than keys are guarded (`EndKeyGuard`).
    let spoken = try home.spoken(atLeast: 2)
    session.type("\r")
    #expect(session.exitCodeUnread() == 3)
    try expectKept(ending: "key", atLeast: spoken / 2)
  }

  /// A pipe whose reader sleeps.
  private final class FullPipe {
    let input: Int32
    private let output: Int32

    init() {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      (output, input) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let flags = fcntl(input, F_GETFL)
      _ = fcntl(input, F_SETFL, flags | O_NONBLOCK)
      let rubbish = [UInt8](repeating: 0, count: 4096)
      while write(input, rubbish, rubbish.count) > 0 {}
      _ = fcntl(input, F_SETFL, flags)
    }

    deinit {
      close(input)
      close(output)
    }
  }

  /// Starts aloud with these as its results and its words; `nil` is a full pipe of its own.
  private func start(_ pipe: FullPipe, _ arguments: String..., results: Int32? = nil, words: Int32? = nil)
    throws
    -> Spawned
  {
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(nothing) }
    return try Spawned(
      Products.aloud, arguments, environment: home.environment,
      descriptors: [nothing, results ?? pipe.input, words ?? pipe.input])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `A full pipe does not hold up the end by a signal`(signal: Int32) throws {
    let pipe = FullPipe()
    let recorder = try start(pipe, "record", "PE1", "--device", "mic", "--seconds", "600", "--json")
    let spoken = try home.spoken(atLeast: 0.5)
    recorder.send(signal)
    #expect(recorder.exitCode() == 128 + signal)
    try expectKept(ending: "signal", atLeast: spoken / 2)
  }

  @Test func `A result that nobody takes is no success, and the take is saved`() throws {
    let pipe = FullPipe()
    let words = home.file("words")
    let file = open(words, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let recorder = try start(
      pipe, "record", "PE1", "--device", "mic", "--seconds", "1", "--json", words: file)
    #expect(recorder.exitCode() == 1)
    let said = try String(contentsOfFile: words, encoding: .utf8)
    #expect(said.contains("aloud: the result could not be written: nobody reads it."))
    try expectKept(ending: "limit", atLeast: Room.rate)
  }

  @Test func `Words that nobody reads do not keep the result from its file`() throws {
    let pipe = FullPipe()
    let path = home.file("result")
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let recorder = try start(
      pipe, "record", "PE1", "--device", "mic", "--seconds", "1", "--json", results: file)
    #expect(recorder.exitCode() == 3)
    let result = try JSON(parsing: String(contentsOfFile: path, encoding: .utf8))
    #expect(result["take"]["state"].text == "finished")
  }

  @Test func `A check of the microphone ends too`() throws {
    let pipe = FullPipe()
    let check = try start(pipe, "check", "--device", "mic", "--seconds", "60")
    _ = try home.spoken(atLeast: 0.5)
    check.send(SIGTERM)
    #expect(check.exitCode() == 128 + SIGTERM)
  }
}
