import Foundation
import Testing

/// What `analyze --json` prints against docs/analysis.schema.json, by a validator that is not ours.
@Suite struct SchemaTests {
  private let home: Home

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
    let lines = try home.write(result.output, to: "lines.jsonl")
    let schema = Products.package.appending(path: "docs/analysis.schema.json").path
    let checked = try home.run("python3", ["-c", Self.validator, schema, lines])
    #expect(checked.code == 0 && checked.output == "", "\(checked.output)\(checked.errors)")
  }
}
