import Foundation
import Testing

/// A recorder that is killed: what it had heard is kept.
@Suite struct KilledTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true"])
  }

  /// Starts a recording and kills it once `isEnough` says so.
  private func killed(when isEnough: () throws -> Bool) throws {
    let recorder = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60")
    try #require(recorder.says("0:00"))
    let hasEnough = try waits(within: 60, for: isEnough)
    try #require(hasEnough)
    recorder.send(SIGKILL)
    try #require(recorder.result().code == 1000 + SIGKILL)
  }

  /// The same at a moment that the machine chooses; nothing that must hold depends on it.
  private func killed(after seconds: Double) throws {
    try killed {
      usleep(UInt32(seconds * 1e6))
      return true
    }
  }

  @Test func `The next command brings back what a killed recorder had heard`() throws {
    var inFile = 0
    try killed {
      let id = try #require(try home.takeIDs().first)
      inFile = try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav")).count
      return inFile >= Room.rate
    }
    let first = try home.aloud("takes")
    #expect(first.code == 0)
    #expect(first.errors.contains("Recovered: "))
    #expect(first.lines.count == 1 && first.output.contains("PE1"))
    let id = try #require(try home.takeIDs().first)
    let samples = try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav"))
    #expect(samples.count >= inFile)
    #expect(samples == Array(Room.noise(seconds: 4).prefix(samples.count)))
    let soxi = try home.run("soxi", ["-s", home.takes.appending(path: "\(id)/take.wav").path])
    #expect(soxi.output == "\(samples.count)\n")
    #expect(try home.aloud("takes").errors.isEmpty, "it is told once")
    #expect(try home.aloud("review").output.contains("recovered"))
  }

  @Test(arguments: [0, 0.01, 0.05])
  func `Killed at its very beginning it leaves nothing that is in the way`(seconds: Double) throws {
    try killed(after: seconds)
    for command in ["takes", "review", "next", "trends"] {
      let result = try home.aloud(command)
      #expect(result.code == 0, "\(command): \(result)")
      #expect(!result.errors.contains("aloud:"), "\(command): \(result)")
    }
  }

  @Test(arguments: [false, true])
  func `Killed before there was a header to the audio, it is told once and never again`(hasFile: Bool) throws
  {
    try killed(after: 0.1)
    let id = try #require(try home.takeIDs().first)
    let audio = home.takes.appending(path: "\(id)/take.wav")
    try FileManager.default.removeItem(at: audio)
    if hasFile { try Data().write(to: audio) }
    let first = try home.aloud("takes")
    #expect(first.errors.hasPrefix("Recovered: 0.0 s of PE1"), "\(first)")
    #expect(!first.errors.contains("aloud:"), "\(first)")
    for command in ["takes", "review", "next", "trends"] {
      let result = try home.aloud(command)
      #expect(result.code == 0 && result.errors.isEmpty, "\(command): \(result)")
    }
  }

  @Test(arguments: [["recover", "--rebuild"], ["takes"], ["recover"]])
  func `Whoever looked at the takes while it was recorded, a killed take is listed`(look: [String]) throws {
    let recorder = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60")
    try #require(recorder.says("0:00"))
    // The index trusts a folder only two seconds after its last change.
    usleep(2_200_000)
    #expect(try home.run(Products.aloud, look).code == 0)
    recorder.send(SIGKILL)
    try #require(recorder.result().code == 1000 + SIGKILL)
    #expect(try home.aloud("recover").errors.contains("Recovered: "))
    #expect(try home.aloud("takes", "--json").json().map { $0["id"].text } == home.takeIDs())
    #expect(try home.aloud("review", "--json").json().first?["take"]["state"].text == "recovered")
  }

  /// Names of what recorders of the take left in memory.
  private func memories(of id: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/dev/shm").filter { $0.hasSuffix(id) }
  }

  @Test(arguments: [["takes"], ["devices"], ["--version"], ["review"], ["check", "--device", "nosuch"]])
  func `What a killed recorder had heard does not outlive a library that was deleted`(command: [String])
    throws
  {
    try killed(after: 0.2)
    let id = try #require(try home.takeIDs().first)
    try #require(try memories(of: id).count == 1)
    try FileManager.default.removeItem(at: home.data)
    _ = try home.run(Products.aloud, command)
    #expect(try memories(of: id).isEmpty)
  }

  @Test func `What a killed recorder of another library had heard is left for that library`() throws {
    try killed(after: 0.2)
    let id = try #require(try home.takeIDs().first)
    let other = try Home()
    for command in ["takes", "devices"] { _ = try other.aloud(command) }
    #expect(try memories(of: id).count == 1)
    #expect(try home.aloud("takes").errors.contains("Recovered: "))
    #expect(try memories(of: id).isEmpty)
  }

  @Test func `A library that was moved takes what its killed recorder had heard`() throws {
    try killed(after: 0.2)
    let id = try #require(try home.takeIDs().first)
    let moved = home.folder.appending(path: "moved")
    try FileManager.default.moveItem(at: home.folder.appending(path: "share"), to: moved)
    home.environment["XDG_DATA_HOME"] = moved.path
    #expect(try home.aloud("takes").errors.contains("Recovered: "))
    #expect(try memories(of: id).isEmpty)
  }

  @Test func `A take that is being recorded is left alone by other commands`() throws {
    let recorder = try home.starting("record", "PE1", "--device", "mic", "--seconds", "3")
    try #require(recorder.says("0:00"))
    let other = try home.aloud("takes")
    #expect(other.output.hasPrefix("No takes yet.") && other.errors.isEmpty)
    #expect(try home.aloud("recover", "--rebuild").errors.isEmpty)
    #expect(recorder.result().code == 3)
    #expect(try home.aloud("takes", "--json").json().count == 1)
    let id = try #require(try home.takeIDs().first)
    #expect(try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav")).count == 144_000)
  }
}
