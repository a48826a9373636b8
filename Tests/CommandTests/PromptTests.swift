import Foundation
import Testing

/// `aloud prompts`: the shipped pack and a person's own, good and broken.
@Suite struct PromptTests {
  private let home: Home

  init() throws { home = try Home() }

  private static let good = """
    format: 1
    id: mine
    title: My own questions
    prompts:
      - id: M1
        kind: intro
        title: Who are you
        text: Tell me who you are.
        covers: [a name, a trade]
        target: {min: 5, goal: 10, max: 15}

    """

  @Test func `The shipped prompts are listed, and can be filtered`() throws {
    let all = try home.aloud("prompts", "--json").json()
    #expect(all.count > 20)
    #expect(Set(all.flatMap { $0["pack"].text.map { [$0] } ?? [] }) == ["netflix-tpm"])
    let behavioral = try home.aloud("prompts", "--kind", "behavioral", "--json").json()
    #expect(!behavioral.isEmpty && behavioral.count < all.count)
    #expect(behavioral.allSatisfy { $0["kind"].text == "behavioral" })
    #expect(try home.aloud("prompts").lines.count { $0.hasPrefix("PE1 ") } == 1)
    #expect(try home.aloud("prompts", "--tag", "nosuch").code == 1)
    #expect(try home.aloud("prompts", "about").output.contains("Recruiter screen"))
  }

  @Test func `One prompt is shown with its target and what a strong answer covers`() throws {
    let text = try home.aloud("prompts", "pe1").output
    #expect(text.hasPrefix("PE1: ") && text.contains("A strong answer covers") && text.contains("goal 1:45"))
    let record = try #require(try home.aloud("prompts", "netflix-tpm/PE1", "--json").json().first)
    #expect(
      record.keys == [
        "pack", "id", "title", "text", "kind", "stages", "tags", "followUps", "covers", "target",
        "targetSource",
      ])
  }

  @Test(arguments: ["prompts", "record"])
  func `A prompt that is not there is told with those that are like it`(command: String) throws {
    let result = try home.aloud(command, "PE11")
    #expect(result.code == 1)
    #expect(result.errors.contains("there is no prompt \"PE11\"; did you mean PE1"))
  }

  @Test func `A person's own pack is there beside the shipped one`() throws {
    try home.write(Self.good, to: "share/aloud/packs/mine.yaml")
    #expect(try home.aloud("prompts", "M1").output.contains("0:05–0:15, goal 0:10, set by this prompt"))
    #expect(try home.aloud("prompts", "PE1").code == 0)
    let check = try home.aloud("prompts", "check", home.file("share/aloud/packs/mine.yaml"))
    #expect(check.code == 0 && check.output.hasSuffix("mine.yaml: good, 1 prompt\n"))
  }

  @Test func `A title that several prompts have is told with all of them, and records none`() throws {
    let title = try #require(try home.aloud("prompts", "WN", "--json").json().first?["title"].text)
    try home.write(
      Self.good.replacing("Who are you", with: title.uppercased()), to: "share/aloud/packs/mine.yaml")
    for command in ["prompts", "record", "takes", "trends"] {
      let result = try home.aloud(command, title)
      #expect(result.code == 1 && result.output.isEmpty)
      #expect(
        result.errors
          == "aloud: \"\(title)\" is the title of several prompts; say which: netflix-tpm/WN, mine/M1.\n")
    }
    try home.write(Self.good, to: "share/aloud/packs/mine.yaml")
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": ""])
    #expect(try home.aloud("record", "who are You", "--device", "mic", "--seconds", "1").code == 3)
    #expect(try home.aloud("takes", "--json").json().map { $0["prompt"].text } == ["M1"])
  }

  @Test func `A broken pack is named and left out, and everything else works`() throws {
    try home.write("format: 1\nid: bad\ntitle: x\nprompts:\n  - id: [", to: "share/aloud/packs/bad.yaml")
    try home.write(Self.good, to: "share/aloud/packs/mine.yaml")
    let result = try home.aloud("prompts", "M1")
    #expect(result.code == 0)
    #expect(result.errors.contains("bad.yaml\" has 1 mistake and is left out; `aloud prompts check`"))
    #expect(try home.aloud("next").code == 0)
  }

  @Test func `Each mistake is told with its line and how to mend it`() throws {
    let broken = Self.good.replacing("kind: intro", with: "kind: introo").replacing(
      "goal: 10", with: "goal: 1")
    let path = try home.write(broken, to: "broken.yaml")
    let good = try home.write(Self.good, to: "good.yaml")
    let result = try home.aloud("prompts", "check", path, good, home.file("missing.yaml"))
    #expect(result.code == 1)
    #expect(result.output.contains("broken.yaml: line 6: unknown kind \"introo\"; did you mean \"intro\"?"))
    #expect(result.output.contains("broken.yaml: line 10: "))
    #expect(result.output.contains("good.yaml: good, 1 prompt"))
    #expect(result.output.contains("missing.yaml: "))
  }

  @Test func `A take outlives its pack`() throws {
    try home.write(Self.good, to: "share/aloud/packs/mine.yaml")
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": ""])
    #expect(try home.aloud("record", "M1", "--device", "mic", "--seconds", "1").code == 3)
    try FileManager.default.removeItem(atPath: home.file("share/aloud/packs/mine.yaml"))
    #expect(try home.aloud("review", "M1@1").output.contains("Who are you"))
    #expect(try home.aloud("takes", "M1").lines.count == 1)
    #expect(try home.aloud("next").code == 0)
  }
}
