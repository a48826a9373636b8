import Foundation
import Testing

/// `aloud analyze -`, and pipes with the name of a file.
@Suite struct StandardInputTests {
  private let home: Home
  private let sound: String

  init() throws {
    home = try Home()
    sound = try home.write(WAV.data(Speech.answer().samples), to: "speech.wav")
  }

  private func shell(_ line: String) throws -> Command.Result {
    try home.run(
      "bash", ["-c", "cd '\(home.folder.path)'; " + line.replacing("ALOUD", with: Products.aloud)])
  }

  private func expectSpeech(_ result: Command.Result, named name: String) throws {
    #expect(result.code == 0, "\(result)")
    let line = try #require(try result.json().first)
    #expect(line["file"].text == name)
    #expect(abs((line["duration"].number ?? 0) - (try Speech.answer().seconds)) < 0.001)
    #expect(line["pauses"].list.count >= 3)
  }

  @Test func `A sound is measured, from a pipe, a file, or a pipe with a name`() throws {
    try expectSpeech(shell("cat speech.wav | ALOUD analyze --json -"), named: "-")
    try expectSpeech(shell("ALOUD analyze --json - < speech.wav"), named: "-")
    try expectSpeech(shell("cat speech.wav | ALOUD analyze --json /dev/stdin"), named: "/dev/stdin")
    let result = try shell("ALOUD analyze --json <(cat speech.wav)")
    #expect(result.code == 0)
    #expect(try result.json().first?["pauses"].list.isEmpty == false)
  }

  @Test func `A sound that comes slowly and in small pieces is one sound`() throws {
    try expectSpeech(
      shell("(head -c 7 speech.wav; sleep 0.2; tail -c +8 speech.wav) | ALOUD analyze --json -"), named: "-")
  }

  @Test func `One sound needs no folder for its export`() throws {
    let result = try shell("cat speech.wav | ALOUD analyze --export csv -")
    #expect(result.code == 0 && result.output.hasPrefix("file,tier"), "\(result)")
  }

  @Test func `Nothing is left behind in the folder of temporary files`() throws {
    home.environment["TMPDIR"] = home.folder.path
    try expectSpeech(shell("cat speech.wav | ALOUD analyze --json -"), named: "-")
    let left = try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
    #expect(!left.contains { $0.hasPrefix("aloud-") }, "\(left)")
  }

  @Test(arguments: [
    "printf 'speech.wav\\nother.wav\\n'", "printf 'speech.wav\\r\\nother.wav\\r\\n'",
    "printf '\\xEF\\xBB\\xBFspeech.wav\\r\\nother.wav'", "printf 'speech.wav\\0other.wav\\0'",
    "printf '\\xFF\\xFEs\\0p\\0e\\0e\\0c\\0h\\0.\\0w\\0a\\0v\\0\\r\\0\\n\\0o\\0t\\0h\\0e\\0r\\0.\\0w\\0a\\0v\\0'",
    "printf '\\n\\nspeech.wav\\n\\nother.wav\\n\\n'",
  ])
  func `A list is read however it is written`(list: String) throws {
    try home.write(WAV.data([1, 2, 3]), to: "other.wav")
    let result = try shell("\(list) | ALOUD analyze --json -")
    #expect(result.code == 3, "three samples are no speech: \(result)")
    #expect(try result.json().map { $0["file"].text } == ["speech.wav", "other.wav"])
  }

  @Test func `A name that really ends with a carriage return is kept`() throws {
    try home.write(WAV.data([1, 2, 3]), to: "odd.wav\r")
    #expect(
      try shell("printf 'odd.wav\\r\\n' | ALOUD analyze --json -").json().first?["file"].text == "odd.wav\r")
  }

  @Test func `What is neither sound nor list gets one sentence`() throws {
    let result = try shell("head -c 300000 /bin/ls | ALOUD analyze -")
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors.prefix(500))")
    #expect(result.errors.contains("no sound that Aloud knows, and no list of files"))
    let listed = try shell("head -c 3000 /bin/ls | ALOUD analyze -0 -")
    #expect(!listed.errors.contains("no list of files"))
  }

  @Test func `Nothing at all is no error of a file`() throws {
    let result = try shell("ALOUD analyze --json - < /dev/null")
    #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result)")
  }
}
