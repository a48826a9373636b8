import Foundation
import Testing

/// An answer that goes on after its microphone went away, and one whose disk stands still.
@Suite struct NextPartTests {
  private let home: Home
  private let heard = Room.noise(seconds: 10)

  init() throws { home = try Home() }

  private func sidecar(_ id: String) throws -> JSON {
    try JSON(contentsOf: home.takes.appending(path: "\(id)/take.json"))
  }

  private func samples(_ id: String) throws -> [Int16] {
    try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav"))
  }

  /// - Returns: name of the file of which the disk stands still while it is there (Tests/Interposer).
  private func plugMicrophoneBeforeStuckDisk() throws -> String {
    try home.plugMicrophones(hearing: heard, ["mic": home.diary])
    home.environment["LD_PRELOAD"] = Products.interposer
    home.environment["INTERPOSER_STUCK"] = home.file("stuck")
    return "stuck"
  }

  @Test func `When the microphone is back, r goes on as part 2, and the parts know each other`() throws {
    try home.plugMicrophones(hearing: heard, ["usb": "gone_at 48000"])
    let session = try home.terminal("record", "PE1", "--device", "usb", "--think", "0", "--seconds", "60")
    try #require(session.shows("The microphone is back: press r to go on as part 2."))
    session.type("r")
    try #require(session.shows("The microphone is back: press r to go on as part 3."))
    session.type("\n")
    #expect(session.exitCode() == 3)
    #expect(session.isCooked)
    let ids = try home.takeIDs()
    try #require(ids.count == 2)
    let parts = try ids.map { try sidecar($0) }.sorted {
      ($0["part"].integer ?? 1) < ($1["part"].integer ?? 1)
    }
    #expect(parts[0]["part"].isNull && parts[0]["continues"].isNull)
    #expect(parts[1]["part"].integer == 2)
    #expect(parts[1]["continues"].text == parts[0]["id"].text)
    for id in ids { #expect(try samples(id) == Array(heard.prefix(48_000))) }
    let listed = try home.aloud("takes", "--json").json()
    #expect(listed.count == 1)
    #expect(listed.first?["parts"].list.map { $0["id"].text } == parts.map { $0["id"].text })
  }

  @Test func `A part whose number cannot be is no reason not to go on`() throws {
    try home.plugMicrophones(hearing: heard, ["mic": ""])
    _ = try home.aloud("record", "PE1", "--device", "mic", "--seconds", "1")
    let first = try #require(try home.takeIDs().first)
    let path = home.takes.appending(path: "\(first)/take.json").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: "\"format\"", with: "\"part\" : 9223372036854775807, \"format\"")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let next = try home.aloud("record", "--continue", first, "--device", "mic", "--seconds", "1", "--json")
    #expect(next.code == 3, "\(next)")
    #expect(try next.json().first?["take"]["continues"].text == first)
    #expect(try next.json().first?["take"]["part"].integer == 2)
  }

  @Test func `Without a terminal the way to go on is told, and works`() throws {
    try home.plugMicrophones(hearing: heard, ["usb": "gone_at 48000", "mic": ""])
    let lost = try home.aloud("record", "PE1", "--device", "usb", "--seconds", "20")
    let first = try #require(try home.takeIDs().first)
    #expect(lost.errors.contains("To go on as the next part: aloud record --continue \(first)\n"), "\(lost)")
    let next = try home.aloud("record", "--continue", first, "--device", "mic", "--seconds", "1", "--json")
    #expect(next.code == 3, "\(next)")
    let id = try #require(try next.json().first?["take"]["id"].text)
    #expect(try sidecar(id)["part"].integer == 2)
    #expect(try sidecar(id)["continues"].text == first)
    #expect(try sidecar(id)["prompt"]["id"].text == "PE1")
  }

  @Test(.enabled(if: Products.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
  func `A disk that stands still for seconds loses nothing of what was said meanwhile`() throws {
    let disk = try plugMicrophoneBeforeStuckDisk()
    let command = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60", "--json")
    _ = try home.spoken(atLeast: 0.5)
    try home.write("", to: disk)
    let spoken = try home.spoken(atLeast: 2)
    command.send(SIGINT)
    try #require(command.says("aloud: the disk does not answer; waiting for it with what you said."))
    try FileManager.default.removeItem(atPath: home.file(disk))
    let result = command.result()
    #expect(result.code == 130, "\(result)")
    let samples = try samples(try #require(try home.takeIDs().first))
    #expect(samples.count >= spoken)
    #expect(samples == Array(heard.prefix(samples.count)))
    #expect(try result.json().first?["take"]["gaps"].list.isEmpty == true)
  }

  @Test(.enabled(if: Products.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
  func `A second Control-C leaves a disk that stands still, and the take is recovered`() throws {
    let disk = try plugMicrophoneBeforeStuckDisk()
    let command = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60")
    _ = try home.spoken(atLeast: 0.5)
    try home.write("", to: disk)
    let spoken = try home.spoken(atLeast: 1.5)
    command.send(SIGINT)
    try #require(
      command.says("waiting for it with what you said. Ctrl-C leaves; the next start goes on with it."))
    command.send(SIGINT)
    #expect(command.result().code == 1)
    home.environment["LD_PRELOAD"] = nil
    #expect(try home.aloud("recover").errors.hasPrefix("Recovered: "))
    let samples = try samples(try #require(try home.takeIDs().first))
    #expect(samples.count >= spoken)
    #expect(samples == Array(heard.prefix(samples.count)))
  }
}
