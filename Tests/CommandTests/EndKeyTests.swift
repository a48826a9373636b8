import Foundation
import Testing

/// Keys that were not meant to end a take do not end it.
@Suite struct EndKeyTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true"])
  }

  private func start() throws -> TerminalSession {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    try #require(session.shows("Enter starts now"))
    return session
  }

  /// The next key ends it, and what was spoken by then is kept.
  private func expectGoesOn(_ session: TerminalSession, until clock: String = "0:01") throws {
    try #require(session.hasShown(clock), "it goes on")
    session.type("\r")
    #expect(session.exitCode() == 3)
    let take = try #require(try home.aloud("review", "--json").json().first)["take"]
    #expect(take["ending"].text == "key")
    #expect(take["frames"].integer ?? 0 >= Room.rate)
  }

  @Test(arguments: ["\r\r", "\r\r\r\r\r\r", " \r \r", "\r\n\r\n"])
  func `The key that starts it bounces, or a line break was pasted`(keys: String) throws {
    let session = try start()
    session.type(keys)
    try expectGoesOn(session)
  }

  @Test func `A bounce that comes a moment after it`() throws {
    let session = try start()
    session.type("\r")
    try #require(session.hasShown("0:00"))
    session.type("\r")
    try expectGoesOn(session)
  }

  @Test(arguments: ["some words that I copied\rand more\r", "one two\r\r", "\r\rthree"])
  func `A paste`(text: String) throws {
    let session = try start()
    session.type("\r")
    try #require(session.hasShown("0:01"))
    session.type(text)
    try expectGoesOn(session, until: "0:02")
  }

  @Test func `A signal ends it at once`() throws {
    let session = try start()
    session.type("\r")
    try #require(session.hasShown("0:00"))
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(try home.takeIDs().count == 1)
  }

  @Test func `A take without speech is listed and in no trend`() throws {
    try home.plugMicrophones(hearing: Room.silence(seconds: 1), ["mic": "loop true"])
    _ = try home.aloud("record", "PE1", "--device", "mic", "--seconds", "1")
    #expect(try home.aloud("takes").lines.count == 1)
    let trends = try home.aloud("trends")
    #expect(
      trends.output.contains("last 0 takes") && trends.output.contains("no take with usable speech yet"))
    #expect(try home.aloud("trends", "--json").json().first?["takes"].integer == 0)
  }
}
