import Foundation
import Testing

/// `aloud record` as its user sees it: in a terminal, from the question to the review.
@Suite struct RecordScreenTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(
      hearing: Room.noise(seconds: 4), ["mic": "loop true", "fast": "loop true speed_pct 400"])
  }

  @Test func `The question, its target and why stand there before anything is heard`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    try #require(session.shows("Enter starts now"))
    let text = session.screen.text
    #expect(text.hasPrefix("PE1: "))
    #expect(text.contains("Target 1:00–2:30, goal 1:45: the usual length of behavioral answers in interview"))
    #expect(text.contains("Think: 60 s"))
    #expect(try home.takeIDs().isEmpty)
  }

  @Test func `A question of one's own is asked for, and stands in no list of processes`() throws {
    let session = try home.terminal(
      "record", "--free", "-", "--device", "mic", "--think", "60", "--seconds", "1")
    try #require(session.shows("Your question:"))
    session.type("Why do you leave?\r")
    try #require(session.shows("Enter starts now"))
    let processes = try home.run("ps", ["-eo", "args"]).output
    #expect(processes.contains("record --free - --device mic") && !processes.contains("do you leave"))
    session.type("\r")
    #expect(session.exitCode() == 3)
    #expect(try home.aloud("takes", "--json").json().map { $0["title"].text } == ["Why do you leave?"])
    #expect(session.isCooked)
  }

  @Test func `No question is told on a line of its own, and nothing is recorded`() throws {
    for end in ["\u{4}", "\r", "  \r"] {
      let session = try home.terminal("record", "--free", "-", "--device", "mic")
      try #require(session.shows("Your question:"))
      session.type(end)
      #expect(session.exitCode() == 2)
      #expect(session.screen.text.contains("\naloud: no question came through standard input."))
    }
    #expect(!FileManager.default.fileExists(atPath: home.data.path))
  }

  @Test(arguments: ["\r", " "])
  func `Enter and space end the think time, and then the recording`(key: String) throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    try #require(session.shows("Enter starts now"))
    session.type(key)
    try #require(session.hasShown("0:01"), "a clock runs")
    session.type(key)
    #expect(session.exitCode() == 3)
    #expect(session.screen.text.contains("Saved. Hear it: aloud play"))
    #expect(session.isCooked)
    let take = try #require(try home.aloud("review", "--json").json().first)["take"]
    #expect(take["ending"].text == "key")
  }

  @Test func `A key that arrives together with others is not lost`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    try #require(session.shows("Enter starts now"))
    session.type("\u{1B}[A\u{1B}x\r")
    try #require(session.hasShown("0:01"), "a clock runs")
    session.type("é\u{1B}[1;5C ")
    #expect(session.exitCode() == 3)
  }

  /// Among them Ctrl-Z, which would stop the recorder, and Ctrl-S, which would hold it up for ever.
  @Test func `Other keys do nothing`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "2")
    try #require(session.hasShown("0:00"))
    session.type("xq\u{1B}[A\u{1A}\u{13}")
    #expect(session.exitCode() == 3)
    #expect(try home.aloud("review", "--json").json().first?["take"]["ending"].text == "limit")
  }

  @Test func `The one colour follows the target, from below min to clearly over`() throws {
    let session = try home.terminal(
      "record", "PE1", "--device", "fast", "--think", "0", "--seconds", "30", "--target", "4-8-12")
    #expect(session.exitCode() == 3)
    let bands = ["1;97;44", "30;42", "30;43", "1;97;41", "1;5;97;41"]
    let order = session.raw.split(separator: "\u{1B}[").compactMap { part in
      bands.first { part.hasPrefix($0 + "m") }
    }
    #expect(order.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == bands)
  }

  @Test func `The view is drawn in place, and the review takes its place`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "60")
    try #require(session.hasShown("0:02"))
    let during = session.screen
    #expect(during.redraws > 1)
    #expect(during.lines.count { $0.contains("━") } == 1, "one level meter: \(during.text)")
    #expect(!during.text.contains("0:01"), "one clock: \(during.text)")
    session.type("\r")
    #expect(session.exitCode() == 3)
    let after = session.screen
    #expect(!after.text.contains("━"))
    #expect(after.strange.isEmpty)
  }

  @Test func `The review stands under the recording`() throws {
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "1")
    #expect(session.exitCode() == 3)
    #expect(session.screen.text.contains("Measured by analysis"))
    #expect(session.screen.text.contains("A strong answer covers"))
  }

  @Test func `A muted microphone is told while there is still time`() throws {
    try home.plugMicrophones(hearing: Room.silence(seconds: 1), ["mic": "loop true"])
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "20")
    #expect(session.shows("the microphone is silent: is it muted?"))
    session.type("\r")
    #expect(session.exitCode() == 3)
    #expect(session.screen.text.contains("no usable speech"))
  }

  @Test func `A microphone that clips is told while there is still time, and in the review`() throws {
    let loud = Room.noise(seconds: 1).map { $0 > 0 ? Int16.max : $0 }
    try home.plugMicrophones(hearing: loud, ["mic": "loop true"])
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "0", "--seconds", "20")
    #expect(session.shows("too loud, it clips"))
    session.type("\r")
    #expect(session.exitCode() == 3)
    #expect(session.screen.text.contains("clipped: the input ran into full scale"))
  }
}
