import Foundation
import Rehearsal
import Testing

@testable import PromptPack

/// The schema says by hand what the reader checks; these tests hold the two together.
struct SchemaTests {
  let schema: [String: Any]

  init() throws {
    let json = try JSONSerialization.jsonObject(with: Data(Fixture.bytes("pack.schema.json")))
    schema = try #require(json as? [String: Any])
  }

  private func definition(_ name: String) throws -> [String: Any] {
    if name == "pack" { return schema }
    return try #require((schema["$defs"] as? [String: Any])?[name] as? [String: Any])
  }

  @Test(arguments: PackElement.allCases.filter { $0 != .targets })
  func `knows the same keys as the reader`(_ element: PackElement) throws {
    let definition = try definition(element.rawValue)
    #expect((definition["required"] as? [String]) == element.requiredKeys)
    #expect(Set(try #require(definition["properties"] as? [String: Any]).keys) == Set(element.keys))
    #expect(definition["additionalProperties"] as? Bool == false)
  }

  @Test func `knows the same kinds`() throws {
    #expect(try definition("kind")["enum"] as? [String] == PromptKind.allCases.map(\.rawValue))
  }

  @Test func `has the same limits of texts`() throws {
    #expect(try definition("title")["maxLength"] as? Int == PackLimits.Text.title)
    #expect(try definition("line")["maxLength"] as? Int == PackLimits.Text.line)
    #expect(try definition("question")["maxLength"] as? Int == PackLimits.Text.question)
    #expect(try definition("term")["maxLength"] as? Int == PackLimits.Text.term)
  }

  @Test(arguments: [
    ("pack", "stages", PackLimits.stages), ("pack", "qualities", PackLimits.qualities),
    ("pack", "story", PackLimits.sections), ("pack", "prompts", PackLimits.prompts),
    ("pack", "plan", PackLimits.days), ("pack", "terms", PackLimits.terms),
    ("prompt", "follow-ups", PackLimits.followUps), ("prompt", "covers", PackLimits.covers),
    ("prompt", "stages", PackLimits.stages), ("prompt", "tags", PackLimits.qualities),
    ("day", "tasks", PackLimits.tasks), ("day", "prompts", PackLimits.prompts),
  ])
  func `has the same limits of lists`(_ element: String, _ key: String, _ limit: Int) throws {
    let properties = try #require(try definition(element)["properties"] as? [String: Any])
    #expect((properties[key] as? [String: Any])?["maxItems"] as? Int == limit)
  }

  @Test func `the README's pack can be used`() throws {
    let readme = try String(decoding: Fixture.bytes("README.md"), as: UTF8.self)
    let parts = readme.components(separatedBy: "```")
    let example = try #require(parts.first { $0.hasPrefix("yaml\n") })
    #expect(try PackReader.read(String(example.dropFirst(5)), named: "README.md").id == "my-interview")
  }

  @Test func `the README's limits are those of the reader`() throws {
    let readme = try String(decoding: Fixture.bytes("README.md"), as: UTF8.self)
    for element in PackElement.allCases where element != .targets {
      for key in element.keys { #expect(readme.contains("`\(key)`"), "\(key)") }
    }
    for kind in PromptKind.allCases {
      let target = kind.defaultTarget
      let row = "| \(decimal(target.min)) | \(decimal(target.goal)) | \(decimal(target.max)) |"
      #expect(
        readme.split(separator: "\n").contains { $0.hasPrefix("| `\(kind.rawValue)`") && $0.hasSuffix(row) })
    }
    #expect(
      readme.contains("at most \(PackLimits.values) values")
        || readme.contains("most \(PackLimits.values) values"))
    #expect(readme.contains("at most \(PackLimits.depth) levels"))
  }

  static let validator = """
    import json, sys, yaml, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    pack = yaml.safe_load(open(sys.argv[2]))
    errors = [e.json_path + ": " + e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(pack)]
    print("\\n".join(errors))
    sys.exit(1 if errors else 0)
    """

  private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  static let hasValidator = (try? python(["-c", "import jsonschema, yaml"]).status) == 0

  @Test(.enabled(if: hasValidator, "needs python3 with jsonschema and yaml"))
  func `an independent validator accepts the shipped pack`() throws {
    let paths = ["pack.schema.json", "netflix-tpm.yaml"].map { Fixture.prompts.appending(path: $0).path() }
    let (status, output) = try Self.python(["-c", Self.validator] + paths)
    #expect(status == 0, "\(output)")
  }

  @Test(.enabled(if: hasValidator, "needs python3 with jsonschema and yaml"))
  func `an independent validator refuses a pack without a kind`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.small.replacing("    kind: behavioral\n", with: ""), to: "bad.yaml")
    let schema = Fixture.prompts.appending(path: "pack.schema.json").path()
    let (status, output) = try Self.python([
      "-c", Self.validator, schema, folder.url.appending(path: "bad.yaml").path(),
    ])
    #expect(status == 1)
    #expect(output.contains("'kind' is a required property"))
  }
}
