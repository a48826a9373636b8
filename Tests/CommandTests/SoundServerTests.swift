import Foundation
import Testing

/// Recording and playing through a sound server, as on a desktop.
@Suite(.enabled(if: SoundServer.isInstalled, SoundServer.isMissing)) struct SoundServerTests {
  private let home: Home
  private let server: SoundServer

  init() throws {
    home = try Home.used()
    server = try SoundServer(for: home)
  }

  /// The samples of the newest take.
  private func take() throws -> [Int16] {
    let id = try #require(try home.takeIDs().last)
    return try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav"))
  }

  /// Where the loudest part of `part` stands in `whole`; the server may change a sample by one.
  private func position(of part: ArraySlice<Int16>, in whole: ArraySlice<Int16>) -> Int? {
    guard let loudest = part.indices.max(by: { abs(Int(part[$0])) < abs(Int(part[$1])) }) else { return nil }
    let key = Array(part[loudest..<min(part.endIndex, loudest + 100)])
    return whole.indices.dropLast(key.count).first { at in
      key.indices.allSatisfy { abs(Int(whole[at + $0]) - Int(key[$0])) <= 1 }
    }.map { $0 - (loudest - part.startIndex) }
  }

  /// Which of the stretches of 20 ms of `part` stand in `whole`, in their order. On a busy machine the sound may
  /// break off, and goes on later where it was.
  private func heard(_ part: ArraySlice<Int16>, in whole: [Int16]) -> [Bool] {
    var rest = whole[...]
    return stride(from: part.startIndex, to: part.endIndex, by: Room.rate / 50).map { start in
      let stretch = part[start..<min(start + Room.rate / 50, part.endIndex)]
      var at = rest.startIndex
      if !isAlike(stretch, rest) {
        guard let found = position(of: stretch, in: rest), found >= rest.startIndex,
          isAlike(stretch, rest[found...])
        else { return false }
        at = found
      }
      rest = rest[(at + stretch.count)...]
      return true
    }
  }

  /// True if `whole` begins with `part`.
  private func isAlike(_ part: ArraySlice<Int16>, _ whole: ArraySlice<Int16>) -> Bool {
    part.count <= whole.count && zip(part, whole).allSatisfy { abs(Int($0) - Int($1)) <= 1 }
  }

  @Test func `An answer that is spoken while another program plays it has its pauses where they were`() throws
  {
    let speech = try Speech.answer()
    let file = try home.write(WAV.data(speech.samples), to: "speech.wav")
    // What is said to begin and to play takes time of its own.
    let seconds = "\((speech.seconds + 4).rounded(.up))"
    let recorder = try home.starting(
      "record", "PE1", "--device", "microphone", "--seconds", seconds, "--target", "2-12-20", "--json")
    try #require(recorder.says("0:00"))
    try server.play(file)
    let result = recorder.result()
    #expect(result.code == 0, "\(result)")
    let review = try #require(try result.json().first)
    let found = review["analysis"]["pauses"].list.map { ($0["end"].number ?? 0) - ($0["start"].number ?? 0) }
    for pause in speech.pauses {
      let length = pause.upperBound - pause.lowerBound
      #expect(found.contains { abs($0 - length) < 0.1 }, "\(length) among \(found)")
    }
    let length = speech.answer.upperBound - speech.answer.lowerBound
    #expect(review["assessment"]["length"].number.map { abs($0 - length) < 0.2 } == true)
    #expect(review["assessment"]["inTarget"].flag == true)
  }

  @Test func `What is played is the take, from the place that was asked for to its end`() throws {
    let pauses = try #require(try home.aloud("review", "--json").json().first)["analysis"]["pauses"].list
    let start = try #require(pauses.last?["start"].number)
    var code: Int32?
    let heard = try server.heard {
      code = try home.aloud("play", "--device", "loudspeaker", "--from", "pause:\(pauses.count)").code
    }
    #expect(code == 0)
    let samples = try take()
    // The first of it may be a period before or after the pause begins; the last words are all there.
    let words = samples[Int((start + 1) * Double(Room.rate))...].dropLast(Room.rate / 2)
    let stretches = self.heard(words, in: heard)
    #expect(Double(stretches.count { $0 }) > 0.99 * Double(stretches.count) && stretches.last == true)
    let before = samples[Int((start - 2) * Double(Room.rate))..<Int((start - 0.1) * Double(Room.rate))]
    #expect(position(of: before, in: heard[...]) == nil, "nothing from before the pause")
  }

  @Test func `Keys pause, jump and end it`() throws {
    let session = try home.terminal("play", "--device", "loudspeaker")
    try #require(session.shows("space pause"))
    try #require(session.hasShown("0:01 / "))
    session.type(" ")
    try #require(session.shows("paused"))
    let text = session.screen.text
    let clock = try #require(text.firstMatch(of: /0:0(\d) \/ \d/), "\(text)")
    let second = try #require(Int(clock.1))
    usleep(1_500_000)
    #expect(session.screen.text.contains("0:0\(second) / "), "paused is paused: \(session.screen.text)")
    session.type("\u{1B}[D")
    #expect(session.shows("0:0\(max(0, second - 5)) / "))
    // From the beginning, for where it was paused is not known to the hundredth.
    for _ in 0..<9 { session.type("p") }
    #expect(session.shows("0:00 / "))
    session.type("\u{1B}[C")
    #expect(session.shows("0:05 / "))
    session.type("\u{1B}[D")
    #expect(session.shows("0:00 / "))
    session.type("n")
    let pauses = try #require(try home.aloud("review", "--json").json().first)["analysis"]["pauses"].list
    let first = try #require(pauses.first?["start"].number)
    #expect(session.shows("0:0\(Int(first)) / "))
    session.type("p")
    #expect(session.shows("0:00 / "))
    session.type("q")
    #expect(session.exitCode() == 0)
    #expect(session.isCooked)
    #expect(session.screen.redraws == 0 && session.screen.strange.isEmpty)
  }

  @Test func `Control-C ends the playing and gives the terminal back`() throws {
    let session = try home.terminal("play", "--device", "loudspeaker")
    try #require(session.shows("0:00 / "))
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(session.isCooked)
  }

  @Test func `A sound server that dies while someone speaks costs nothing of what was heard`() throws {
    let recorder = try home.starting("record", "PE1", "--device", "microphone", "--seconds", "60", "--json")
    try #require(recorder.says("0:00"))
    try #require(waits(within: 60) { try take().count > Room.rate / 2 })
    let inFile = try take().count
    try home.run("pactl", ["exit"])
    let result = recorder.result(within: 30)
    #expect(result.code == 3, "\(result)")
    #expect(try result.json().first?["take"]["ending"].text == "deviceLost")
    #expect(try take().count >= inFile)
  }
}
