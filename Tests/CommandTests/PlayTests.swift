import Foundation
import Testing

/// `aloud play` where it cannot play.
@Suite struct PlayTests {
  private let home: Home

  init() throws { home = try Home.used() }

  @Test(arguments: [
    ("pause:99", "so \"pause:99\" is not among them."), ("flag:R3", "it has flag:short."),
    ("pause:0", "so \"pause:0\" is not among them."), ("nonsense", "give 1:05, pause:3, or flag:R1."),
    ("-1", "give 1:05"), ("9:99", "\"9:99\" is not a position in a take; give 1:05"),
    ("9:59", " s long, so \"9:59\" is past its end."), ("1e9", "past its end."), ("1:00:00", "past its end."),
  ])
  func `A place that is not in the take is told with those that are`(place: String, words: String) throws {
    let result = try home.aloud("play", "--from=\(place)")
    #expect(result.code == 2)
    #expect(result.errors.contains(words), "\(result)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["flag:short", "flag:TOOSHORT", "flag:too short", "pause:1", "0", "0:01.5"])
  func `A place is named as the program names it`(place: String) throws {
    let result = try home.aloud("play", "--from", place, "--device", "nosuch")
    #expect(result.errors.contains("there is no sound device"), "\(result)")
  }

  @Test func `A loudspeaker that cannot be opened is told`() throws {
    let result = try home.aloud("play", "--device", "nosuch")
    #expect(result.code == 1)
    #expect(result.errors.contains("there is no sound device \"nosuch\""))
    // The virtual microphone can only hear.
    #expect(try home.aloud("play", "--device", "mic").code == 1)
  }

  @Test func `A take without its audio is told, and the others are shown`() throws {
    let id = try #require(try home.takeIDs().last)
    try FileManager.default.removeItem(at: home.takes.appending(path: "\(id)/take.wav"))
    let result = try home.aloud("play", "--device", "nosuch")
    #expect(result.code == 1)
    #expect(result.errors.contains("take.wav\": there is no such file."))
    #expect(try home.aloud("takes").lines.count == 3)
  }
}
