import Foundation
import Testing

/// `aloud analyze --export … --to FOLDER`: each file has an export of its own, and nothing that is there is lost.
@Suite struct ExportTests {
  private let home: Home

  init() throws { home = try Home() }

  /// Puts a short sound under each name.
  private func sounds(_ names: [String]) throws {
    for name in names { try home.write(WAV.data(Room.noise(seconds: 0.2)), to: "in/" + name) }
  }

  /// Exports what a shell makes of `words`. Noise is no speech, which is told; that is left out here.
  private func export(_ words: String, after: String = "true") throws -> (code: Int32?, errors: String) {
    let line = "cd \"$HOME/in\" && \(after) && \(limits) \"$ALOUD\" analyze --export csv --to ../out \(words)"
    home.environment["ALOUD"] = Products.aloud
    let result = try home.run("bash", ["-c", line])
    let errors = result.errors.split(separator: "\n").filter { !$0.contains(": no usable speech") }
    return (result.code, errors.map { $0 + "\n" }.joined())
  }

  /// What takes the rights of root away.
  private let limits = geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search --" : ""

  private var exports: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: home.file("out")).sorted() }
  }

  @Test(arguments: [
    (["a.wav", "b.wav"], ["a.csv", "b.csv"]),
    (["mon/talk.wav", "tue/talk.wav"], ["mon-talk.csv", "tue-talk.csv"]),
    (["x/mon/talk.wav", "y/mon/talk.wav"], ["x-mon-talk.csv", "y-mon-talk.csv"]),
    (["talk.wav", "talk.flac", "talk"], ["talk.csv", "talk.flac.csv", "talk.wav.csv"]),
    (
      ["mon/talk.wav", "mon/talk.aif", "tue/talk.wav"],
      ["mon-talk.wav.csv", "talk.aif.csv", "tue-talk.wav.csv"]
    ),
    (["Talk.wav", "talk.wav", "TALK.wav"], ["Talk.wav.csv", "talk.wav-2.csv", "TALK.wav-3.csv"]),
    (["e\u{301}.wav", "\u{E9}.wav"], ["e\u{301}.wav.csv", "\u{E9}.wav-2.csv"]),
    (["stra\u{DF}e/a.wav", "STRASSE/a.wav"], ["stra\u{DF}e-a.csv", "STRASSE-a-2.csv"]),
    (
      ["a/b-c.wav", "z/b-c.wav", "a-b/c.wav", "q/c.wav"],
      ["a-b-c.csv", "z-b-c.csv", "a-b-c-2.csv", "q-c.csv"]
    ),
    (["take.wav", "old/take.wav"], ["in-take.csv", "old-take.csv"]),
  ])
  func `Each file has an export of its own, named by what tells it apart`(
    files: [String], names: [String]
  ) throws {
    try sounds(files)
    let result = try export(files.map { "'\($0)'" }.joined(separator: " "))
    #expect(result.code == 3 && result.errors.isEmpty, "\(result)")
    // By bytes: in Swift, the two forms of an accent are one text.
    #expect(Set(try exports.map { Array($0.utf8) }) == Set(names.map { Array($0.utf8) }))
  }

  @Test func `The export of a take is named by its id, from wherever it is named`() throws {
    let ids = ["20261122-161512-k3f9", "20261122-161513-k3f9"]
    try sounds(ids.map { $0 + "/take.wav" })
    #expect(try export("*/take.wav").code == 3)
    #expect(try exports == ids.map { $0 + ".csv" })
    #expect(try export("--force take.wav", after: "mkdir ../in/out; cd \(ids[0])").code == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.file("in/out")) == [ids[0] + ".csv"])
  }

  @Test func `A file that is listed twice is exported once, by whatever path`() throws {
    try sounds(["a.wav"])
    let result = try export("a.wav ./a.wav a.wav ../in/a.wav")
    #expect(result.code == 3, "\(result)")
    #expect(try exports == ["a.csv"])
    #expect(result.errors.contains("aloud: \"./a.wav\" is listed more than once; it is exported once.\n"))
  }

  @Test func `Sound from standard input is exported under its name`() throws {
    try sounds(["a.wav"])
    #expect(try export("- < a.wav").code == 3)
    #expect(try exports == ["stdin.csv"])
  }

  @Test func `A name that is too long with its ending is cut, and stays distinct`() throws {
    let long = String(repeating: "\u{E9}", count: 126)
    try sounds([long + "a", long + "b"])
    #expect(try export("*").code == 3)
    let cut = String(repeating: "\u{E9}", count: 125)
    #expect(Set(try exports) == [cut + ".csv", String(repeating: "\u{E9}", count: 124) + "-2.csv"])
  }

  @Test func `What is there stays, the others are written, and force replaces`() throws {
    try sounds(["a.wav", "b.wav", "c.wav"])
    try home.write("mine", to: "out/b.csv")
    let refused = try export("*.wav")
    #expect(refused.code == 1)
    #expect(
      refused.errors == """
        aloud: 1 of 3 exports could not be written:
        aloud: "../out/b.csv" is there already; replace it with --force, or give another folder with --to.

        """)
    #expect(try exports == ["a.csv", "b.csv", "c.csv"])
    #expect(try String(contentsOfFile: home.file("out/b.csv"), encoding: .utf8) == "mine")
    #expect(try export("b.wav").errors.split(separator: "\n").count == 1)
    let forced = try export("--force *.wav")
    #expect(forced.code == 3 && forced.errors.isEmpty, "\(forced)")
    #expect(try String(contentsOfFile: home.file("out/b.csv"), encoding: .utf8).hasPrefix("file,tier"))
  }

  @Test func `Force replaces neither a sound nor a folder, and a link rather than what it names`() throws {
    try sounds(["a.csv", "b.wav", "c.wav"])
    try home.write("theirs", to: "theirs")
    let sound = try Data(contentsOf: URL(filePath: home.file("in/a.csv")))
    let line =
      "mkdir b.csv; ln -s ../theirs c.csv; \"$ALOUD\" analyze --export csv --to . --force a.csv b.wav c.wav"
    home.environment["ALOUD"] = Products.aloud
    let result = try home.run("bash", ["-c", "cd \"$HOME/in\"; " + line])
    #expect(result.code == 1)
    #expect(
      result.errors.contains("\"./a.csv\" is one of the sounds, and no export replaces those; give another"))
    #expect(
      result.errors.contains("\"./b.csv\" could not be written (not a regular file); give another folder"))
    #expect(try Data(contentsOf: URL(filePath: home.file("in/a.csv"))) == sound)
    #expect(try String(contentsOfFile: home.file("theirs"), encoding: .utf8) == "theirs")
    #expect(try String(contentsOfFile: home.file("in/c.csv"), encoding: .utf8).hasPrefix("file,tier"))
  }

  @Test func `A file that cannot be measured and one that cannot be written are told apart`() throws {
    try sounds(["a.wav", "b.wav"])
    try home.write("mine", to: "out/a.csv")
    let result = try export("a.wav b.wav nosuch.wav")
    #expect(result.code == 1)
    #expect(result.errors.contains("1 of 3 files could not be measured:\naloud: \"nosuch.wav\": there is no"))
    #expect(result.errors.contains("1 of 3 exports could not be written:\naloud: \"../out/a.csv\" is there"))
  }

  @Test(arguments: [
    ("chmod 500 ../out", "you may not write \"../out\" (Permission denied); check its owner and rights"),
    (
      "rmdir ../out && touch ../out", "\"../out\" could not be written (Not a directory); give another folder"
    ),
  ])
  func `A folder that takes nothing is told once, with the reason`(change: String, words: String) throws {
    try sounds(["a.wav", "b.wav"])
    try FileManager.default.createDirectory(atPath: home.file("out"), withIntermediateDirectories: true)
    let result = try export("*.wav", after: change)
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("aloud: " + words), "\(result)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func `Of programs that write the same export at once one does, and the export is whole`() throws {
    let long = WAV.data(try Speech.answer().samples)
    try home.write(long, to: "in/a.wav")
    let many =
      "for i in 1 2 3 4; do \"$ALOUD\" analyze --export csv --to ../out a.wav 2>> ../errors & done; wait"
    #expect(try export("a.wav 2>/dev/null; rm ../out/a.csv; \(many)").code == 0)
    let errors = try String(contentsOfFile: home.file("errors"), encoding: .utf8)
    #expect(errors.split(separator: "\n").count { $0.hasSuffix("give another folder with --to.") } == 3)
    #expect(try exports == ["a.csv"])
    #expect(try String(contentsOfFile: home.file("out/a.csv"), encoding: .utf8).hasSuffix("\r\n"))
  }

  @Test(arguments: ["--to ''", "--force", "--to ''  --force"])
  func `A folder without a name, and force without a folder, are wrong use`(options: String) throws {
    try sounds(["a.wav"])
    home.environment["ALOUD"] = Products.aloud
    let result = try home.run(
      "bash", ["-c", "\"$ALOUD\" analyze --export csv \(options) \"$HOME/in/a.wav\""])
    #expect(result.code == 2 && result.output.isEmpty, "\(result)")
  }
}
