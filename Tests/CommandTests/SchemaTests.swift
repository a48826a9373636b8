import Foundation
import Testing

/// What is printed with `--json` against the schemas in docs, by a validator that is not ours.
@Suite final class SchemaTests {
  private var home: Home

  init() throws { home = try Home() }

  private static let validator = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    for line in open(sys.argv[2]):
        for error in check.iter_errors(json.loads(line)):
            print(list(error.path), error.message[:200], [list(e.path) + [e.message[:120]] for e in error.context or []][:6])
    """

  private static let hasValidator =
    (try? Home().run("python3", ["-c", "import jsonschema"]).code) == 0

  @Test(.enabled(if: hasValidator, "there is no python3 with jsonschema"))
  func `Every line is as the schema says, for speech, silence, nothing, and what is no sound`() throws {
    let files = [
      try home.write(WAV.data(Speech.answer().samples), to: "speech.wav"),
      try home.write(WAV.data([Int16](repeating: 0, count: 48_000)), to: "silence.wav"),
      try home.write(WAV.data([]), to: "nothing.wav"),
      try home.write(WAV.data([Int16](repeating: 32_767, count: 9600)), to: "clipped.wav"),
      try home.write("no sound", to: "garbage.wav"),
      try home.write(WAV.data(Speech.answer().samples).prefix(300_000), to: "cut.wav"),
    ]
    let result = try home.run(Products.aloud, ["analyze", "--json"] + files)
    #expect(result.output.split(separator: "\n").count == files.count)
    try expect(result.output, as: "analysis")
  }

  @Test(.enabled(if: hasValidator, "there is no python3 with jsonschema"))
  func `What comes next is as the schema says, whatever the reason`() throws {
    let pack = "format: 1\nid: any\ntitle: Any\nprompts:\n  - {id: A1, kind: intro, title: Any, text: Any}\n"
    try home.write(pack, to: "share/aloud/packs/any.yaml")
    func next() throws -> JSON {
      let result = try home.aloud("next", "--json")
      #expect(result.code == 0)
      try expect(result.output, as: "next")
      return try #require(try result.json().first)
    }
    let fresh = try next()
    #expect(fresh["reason"].text == "neverSpoken" && fresh["soFar"].isNull)
    #expect(fresh["prompt"]["id"].text == (try home.aloud("--json").json().first?["prompt"]["id"].text))
    home = try Home.used()
    let flagged = try next()
    // PE1 was not the last, and its last take was too short.
    #expect(flagged["prompt"]["id"].text == "PE1" && flagged["reason"].text == "lastTakeFlagged")
    #expect(flagged["flags"].list.map(\.text) == ["tooShort"] && flagged["spokenAt"].isNull)
    #expect(flagged["soFar"]["takes"].integer == 3)
    try home.write(pack, to: "share/aloud/packs/any.yaml")
    #expect(try home.aloud("record", "A1", "--device", "mic", "--seconds", "1").code != 1)
    let again = try next()
    #expect(again["prompt"]["id"].text == "A1" && again["reason"].text == "longestAgo")
    #expect(again["spokenAt"].text?.hasPrefix("20") == true)
  }

  @Test(.enabled(if: hasValidator, "there is no python3 with jsonschema"))
  func `Answers are as the schemas say, in one take and in several, also where one is missing`() throws {
    try home.plugMicrophones(hearing: Speech.answer().samples, ["mic": "speed_pct 400"])
    func record(_ words: String...) throws -> String {
      try home.run(Products.aloud, ["record", "--device", "mic", "--seconds", "3", "--json"] + words).output
    }
    var reviews = try record("PE1")
    for name in ["last", "last"] { reviews += try record("--continue", name) }
    reviews += try record("PE2")
    reviews += try home.aloud("review", "PE1@1", "--json").output
    reviews += try home.aloud("review", "PE1@1.2", "--json").output
    var takes = try home.aloud("takes", "--json").output
    let second = try #require(
      try JSON(parsing: takes.components(separatedBy: "\n")[1])["parts"][1]["id"].text)
    try FileManager.default.removeItem(at: home.takes.appending(path: second))
    reviews += try home.aloud("review", "PE1@1", "--json").output
    takes += try home.aloud("takes", "--json").output
    #expect(reviews.split(separator: "\n").count == 7)
    try expect(reviews, as: "review")
    try expect(takes, as: "takes")
    let analyses = try reviews.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object?["analysis"] as Any), as: UTF8.self)
    }
    try expect(analyses.joined(separator: "\n"), as: "analysis")
  }

  private func expect(_ output: String, as name: String) throws {
    let lines = try home.write(output, to: "lines.jsonl")
    let schema = Products.package.appending(path: "docs/\(name).schema.json").path
    let checked = try home.run("python3", ["-c", Self.validator, schema, lines])
    #expect(checked.code == 0 && checked.output == "", "\(checked.output)\(checked.errors)")
  }
}
