import Foundation
import Testing

/// Whatever ends a recording, the answer is kept, the terminal is as before, and the exit code says what it was.
@Suite struct EndingTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true \(home.diary)"])
  }

  /// The only take, from its files.
  private func take() throws -> (sidecar: JSON, samples: [Int16]) {
    let folders = try home.takeIDs().map { home.takes.appending(path: $0) }
    try #require(folders.count == 1)
    let folder = try #require(folders.first)
    return (
      try JSON(contentsOf: folder.appending(path: "take.json")),
      try WAV.samples(of: folder.appending(path: "take.wav"))
    )
  }

  private func expectKept(atLeast seconds: Double, ending: String = "signal") throws {
    let (sidecar, samples) = try take()
    #expect(sidecar["state"].text == "finished")
    #expect(sidecar["ending"].text == ending)
    #expect(sidecar["frames"].integer == samples.count)
    #expect(Double(samples.count) >= seconds * Double(Room.rate))
    let heard = Room.noise(seconds: 4)
    #expect(samples.indices.allSatisfy { samples[$0] == heard[$0 % heard.count] })
  }

  private func recording() throws -> TerminalSession {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "60")
    try #require(session.hasShown("0:01"))
    return session
  }

  @Test func `Control-C saves, and the program says 130`() throws {
    let session = try recording()
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(session.screen.text.contains("Saved."))
    #expect(session.isCooked)
    try expectKept(atLeast: 1)
  }

  @Test func `Pressing it again and again does no harm`() throws {
    let session = try recording()
    for _ in 0..<5 {
      session.type("\u{03}")
      usleep(2_000)
    }
    #expect(session.exitCode() == 130)
    #expect(session.isCooked)
    try expectKept(atLeast: 1)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `A signal saves, and the exit code names it`(signal: Int32) throws {
    let session = try recording()
    session.send(signal)
    #expect(session.exitCode() == 128 + signal)
    #expect(session.isCooked)
    try expectKept(atLeast: 1)
  }

  @Test func `Control-backslash ends what is no recording at once, and leaves the terminal as it was`() throws
  {
    let file = try home.write(WAV.data(Room.noise(seconds: 4)), to: "noise.wav")
    let session = try TerminalSession(
      ["analyze"] + Array(repeating: file, count: 3000), environment: home.environment, columns: 80, rows: 50)
    try #require(session.shows("noise.wav"))
    session.send(SIGQUIT)
    #expect(session.exitCode() == 1000 + SIGQUIT)
    #expect(session.isCooked)
  }

  @Test func `Closing the window saves`() throws {
    let session = try recording()
    session.hangUp()
    #expect(session.exitCode() == 129)
    try expectKept(atLeast: 1)
    #expect(try home.aloud("takes", "--json").json().count == 1)
  }

  @Test func `Control-C while thinking leaves no take`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    try #require(session.shows("Enter starts now"))
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(session.screen.text.contains("Nothing was recorded."))
    #expect(session.isCooked)
    #expect(try home.takeIDs().isEmpty)
    #expect(try home.aloud("takes").output.hasPrefix("No takes yet."))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `Without a terminal a signal saves too, and the result is still printed`(signal: Int32) throws {
    let command = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60", "--json")
    try #require(command.says("0:00"))
    let spoken = try home.spoken(atLeast: 0.3)
    command.send(signal)
    let result = command.result()
    #expect(result.code == 128 + signal)
    #expect(try result.json().first?["take"]["ending"].text == "signal")
    try expectKept(atLeast: Double(spoken) / Double(Room.rate))
  }

  /// A folder that turned read-only while somebody spoke looks the same to the program; root may write there, so a
  /// folder stands where the sidecar is written first.
  @Test
  func `Where the take cannot be saved, it says that the answer is kept, and the next command finishes it`()
    throws
  {
    let command = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60")
    try #require(command.says("0:00"))
    let spoken = try home.spoken(atLeast: 0.3)
    let id = try #require(try home.takeIDs().first)
    let hindrance = home.takes.appending(path: "\(id)/.take.json.\(command.pid)")
    try FileManager.default.createDirectory(at: hindrance, withIntermediateDirectories: false)
    command.send(SIGINT)
    let result = command.result()
    #expect(result.code == 1)
    #expect(result.errors.contains("What you said is kept, as take \(id)."), "\(result)")
    try FileManager.default.removeItem(at: hindrance)
    #expect(try home.aloud("takes").errors.contains("Recovered: "))
    let samples = try take().samples
    #expect(samples.count >= spoken)
    #expect(samples == Array(Room.noise(seconds: 4).prefix(samples.count)))
  }

  @Test func `The limit ends it to the frame`() throws {
    #expect(try home.aloud("record", "PE1", "--device", "mic", "--seconds", "1.5").code == 3)
    #expect(try take().samples.count == 72_000)
    #expect(try take().sidecar["ending"].text == "limit")
  }

  @Test func `What was recorded before a reader went away is kept`() throws {
    // The reader of the result is gone before the recording ends.
    let line =
      "\(Products.aloud) record PE1 --device mic --seconds 2 2>&1 | head -1; echo \"${PIPESTATUS[0]}\""
    let result = try home.run("bash", ["-c", line])
    #expect(result.lines.first?.hasPrefix("PE1: ") == true)
    #expect(result.lines.last == "3")
    try expectKept(atLeast: 2, ending: "limit")
  }
}
