import Foundation
import Testing

/// An answer whose microphone went away and that goes on in another take: one answer, everywhere.
@Suite struct PartsTests {
  private let home: Home
  /// The takes, in their order.
  private let ids: [String]

  /// The first part breaks off in the first pause; the second has the same words.
  init() throws {
    home = try Home()
    try home.plugMicrophones(
      hearing: Speech.answer().samples, ["mic": "speed_pct 400", "gone": "speed_pct 400 gone_at 160000"])
    for arguments in [["PE1", "--device", "gone"], ["--continue", "last", "--device", "mic"]] {
      let result = try home.run(
        Products.aloud,
        ["record", "--seconds", "3.5"] + (arguments[0] == "PE1" ? ["--target", "3-5-8"] : []) + arguments)
      guard [0, 3].contains(result.code) else { throw ToolFailed(description: "\(result)") }
    }
    let takes = home.takes
    ids = try home.takeIDs().map { id in
      (id, try JSON(contentsOf: takes.appending(path: "\(id)/take.json"))["part"].integer ?? 1)
    }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  private func review(_ name: String = "last") throws -> JSON {
    try #require(try home.aloud("review", name, "--json").json().first)
  }

  @Test func `Two parts are one answer in the list, in trends, and judged together`() throws {
    try #require(ids.count == 2)
    let listed = try home.aloud("takes", "--json").json()
    #expect(listed.map { $0["id"].text } == [ids[0]])
    #expect(listed.first?["parts"].list.map { $0["id"].text } == ids)
    #expect(listed.first?["inTarget"].flag == true)
    #expect(try home.aloud("trends", "PE1", "--json").json().first?["takes"].integer == 1)
    #expect(try home.aloud("trends").output.contains("1 take"))
    let whole = try review()
    let alone = try ["last.1", "last.2"].map { try review($0)["assessment"] }
    #expect(alone.allSatisfy { $0["flags"].list.map { $0["rule"].text } == ["tooShort"] })
    #expect(whole["assessment"]["flags"].list.isEmpty && whole["assessment"]["inTarget"].flag == true)
    let sum = alone.reduce(0) { $0 + ($1["length"].number ?? 0) }
    #expect(abs((whole["assessment"]["length"].number ?? 0) - sum) < 0.001)
    #expect(whole["analysis"]["pauses"].list.isEmpty, "nothing is made up between the parts")
    #expect(whole["analysis"]["breaks"].list.count == 1)
  }

  @Test func `The review shows the parts, each with its file and how it is named by itself`() throws {
    let whole = try review()
    #expect(whole["take"]["id"].text == ids[0])
    let parts = whole["parts"].list
    #expect(parts.map { $0["number"].integer } == [1, 2])
    #expect(parts.map { $0["file"].text } == ids.map { home.takes.appending(path: "\($0)/take.wav").path })
    #expect(parts.map { $0["start"].number } == [0, parts[0]["duration"].number])
    // The microphone of the test is faster than the clock.
    #expect(parts.allSatisfy { $0.keys.contains("after") && $0["after"].isNull })
    let text = try home.aloud("review").output.replacing(/\s+/, with: " ")
    for id in ids { #expect(text.contains("take \(id)")) }
    #expect(text.contains("the microphone went away at its end"))
    #expect(text.contains("aloud play \(ids[0]).2"))
    #expect(text.contains("┊ next part"))
    let list = try home.aloud("takes").output
    #expect(list.contains("2 parts") && list.contains("aloud play \(ids[0]).2"))
    #expect(try home.aloud("review", "\(ids[0]).2").output.contains(ids[1]))
    #expect(try review(ids[1])["take"]["id"].text == ids[0], "a part's id names its answer")
    let none = try home.aloud("review", "last.3")
    #expect(
      none.code == 1 && none.errors.contains("that answer has the parts 1, 2, so there is no \"last.3\""),
      "\(none)")
  }

  @Test func `Ticks are of the whole answer`() throws {
    #expect(try home.aloud("review", "--tick", "1", ids[1]).code == 0)
    #expect(try review()["take"]["covered"].list.map(\.integer) == [0])
    #expect(try home.aloud("review").output.contains("[x]  1 "))
  }

  @Test func `A part that is missing is told, and what is there is judged`() throws {
    _ = try home.aloud("record", "--continue", ids[0], "--device", "mic", "--seconds", "3.5")
    #expect(try review()["parts"].list.count == 3)
    try FileManager.default.removeItem(at: home.takes.appending(path: ids[1]))
    let whole = try review()
    #expect(whole["parts"].list.map { $0["number"].integer } == [1, 3])
    #expect(whole["analysis"]["warnings"].list.map { $0["name"].text } == ["missingParts"])
    #expect(
      try home.aloud("review").output.contains("not all of the answer: part 2 is missing or cannot be read"))
    #expect(try home.aloud("takes", "--json").json().count == 1)
  }

  @Test func `A circle of parts ends no command`() throws {
    let path = home.takes.appending(path: "\(ids[0])/take.json").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"format\"", with: "\"continues\" : \"\(ids[1])\", \"format\"")
      .write(toFile: path, atomically: true, encoding: .utf8)
    for arguments in [["recover", "--rebuild"], ["takes"], ["review"], ["trends"], []] {
      #expect(try home.run(Products.aloud, arguments).code == 0)
    }
    #expect(try home.aloud("review").output.contains("names a part before it that cannot be"))
    #expect(try home.aloud("takes", "--json").json().count == 1)
  }

  @Test func `Parts are played one after the other, with one time line`() throws {
    // A loudspeaker that takes what it gets.
    let conf = try #require(home.environment["ALSA_CONFIG_PATH"])
    let path = home.file("played.raw")
    try
      (String(contentsOfFile: conf, encoding: .utf8)
      + "pcm.out { type file slave.pcm \"sink\" file \"\(path)\" format raw }\npcm.sink { type null }\n")
      .write(toFile: conf, atomically: true, encoding: .utf8)
    let heard = try ids.flatMap { try WAV.samples(of: home.takes.appending(path: "\($0)/take.wav")) }
    for (name, from, samples) in [("last", 0.0, heard), ("last", 4.0, Array(heard[192_000...]))] {
      try? FileManager.default.removeItem(atPath: path)
      let result = try home.aloud("play", name, "--from", "\(from)", "--device", "out")
      #expect(result.code == 0, "\(result)")
      let played = try Data(contentsOf: URL(filePath: path)).withUnsafeBytes {
        Array($0.bindMemory(to: Int16.self))
      }
      let isSame = played == samples
      #expect(isSame, "\(played.count) samples, not \(samples.count)")
    }
  }
}
