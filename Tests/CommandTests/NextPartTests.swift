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
    #expect(try home.aloud("takes", "--json").json().count == 2)
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
    try home.plugMicrophones(hearing: heard, ["mic": ""])
    home.environment["LD_PRELOAD"] = Products.interposer
    // Half a second after the first word the disk stands still for three.
    home.environment["INTERPOSER_SLOW"] = "3000 500 3000 both"
    let command = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60", "--json")
    try #require(command.says("0:00"))
    usleep(2_000_000)
    command.send(SIGINT)
    try #require(command.says("aloud: the disk does not answer; waiting for it with what you said."))
    let result = command.result()
    #expect(result.code == 130, "\(result)")
    let samples = try samples(try #require(try home.takeIDs().first))
    #expect(Double(samples.count) > 1.5 * Double(Room.rate))
    #expect(samples == Array(heard.prefix(samples.count)))
    #expect(try result.json().first?["take"]["gaps"].list.isEmpty == true)
  }

  @Test(.enabled(if: Products.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
  func `A second Control-C leaves a disk that stands still, and the take is recovered`() throws {
    try home.plugMicrophones(hearing: heard, ["mic": ""])
    home.environment["LD_PRELOAD"] = Products.interposer
    home.environment["INTERPOSER_SLOW"] = "3600000 500 3600000 both"
    let command = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60")
    try #require(command.says("0:00"))
    usleep(1_500_000)
    command.send(SIGINT)
    try #require(
      command.says("waiting for it with what you said. Ctrl-C leaves; the next start goes on with it."))
    command.send(SIGINT)
    #expect(command.result().code == 1)
    home.environment["LD_PRELOAD"] = nil
    #expect(try home.aloud("recover").errors.hasPrefix("Recovered: "))
    // Of 1.5 s and more, of which half a second reached the disk.
    let samples = try samples(try #require(try home.takeIDs().first))
    #expect(Double(samples.count) > 1.2 * Double(Room.rate))
    #expect(samples == Array(heard.prefix(samples.count)))
  }
}
