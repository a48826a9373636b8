import Foundation
import Testing

/// Files of any name: a name is bytes to Linux, and only most of them are text.
@Suite struct FileNameTests {
  private let home: Home

  init() throws { home = try Home() }

  /// A file of each name, made and named by `bash`, which knows bytes.
  private func run(_ name: String, _ command: String) throws -> Command.Result {
    let good = try home.write(WAV.data([100]), to: "good")
    let script = "cd \"$HOME\"; mkdir names; cd names; name=\(name); cp '\(good)' \"./$name\"; \(command)"
    home.environment["ALOUD"] = Products.aloud
    return try home.run("bash", ["-c", script])
  }

  /// As `bash` writes them; what JSON says about them.
  private static let names = [
    ("$'\\xff\\n\\e[2J.wav'", "\\xFF\n\u{1B}[2J.wav"), ("$'a\\xc3.wav'", "a\\xC3.wav"),
    ("$'\\xf4\\x8f\\x9f\\xbf\\x80.wav'", "\u{10F7FF}\\x80.wav"),
    ("$'\\xed\\xa0\\x80.wav'", "\\xED\\xA0\\x80.wav"),
    ("$'\\xe2\\x80\\xaegnp.wav'", "\u{202E}gnp.wav"),
    ("\"$(printf 'n%.0s' {1..255})\"", String(repeating: "n", count: 255)),
    ("'漢字 é.wav'", "漢字 é.wav"), ("' '", " "),
  ]

  @Test(arguments: names) func `A file of any name is measured, and its name told`(
    name: (bash: String, json: String)
  )
    throws
  {
    for command in [
      "\"$ALOUD\" analyze --json \"$name\"", "find -type f -printf '%P\\0' | \"$ALOUD\" analyze --json -0 -",
    ] {
      let result = try run(name.bash, command + "; cd ..; rm -r names")
      #expect(result.code == 0, "\(result)")
      #expect(try result.json().map { $0["file"].text } == [name.json])
      #expect(try result.json().first?["duration"].number != nil)
    }
  }

  @Test(arguments: names) func `A pack of any name is checked, and found in the folder of packs`(
    name: (bash: String, json: String)
  ) throws {
    let pack = "format: 1\nid: any\ntitle: Any\nprompts:\n  - {id: A1, kind: intro, title: Any, text: Any}\n"
    let packs = "\"$XDG_DATA_HOME/aloud/packs\""
    try home.write(pack, to: "pack")
    let check = "mkdir -p \(packs); p=\"${name:0:250}\".yaml; cp ../pack \"$p\"; cp ../pack \(packs)/\"$p\""
    let result = try run(name.bash, check + "; \"$ALOUD\" prompts check ./\"$p\"; \"$ALOUD\" prompts")
    #expect(result.lines.first?.hasSuffix(": good, 1 prompt") == true, "\(result)")
    #expect(result.lines.contains { $0.contains("any/A1") || $0.contains("A1 ") }, "\(result)")
    #expect(result.errors.isEmpty, "\(result)")
  }

  @Test(arguments: ["-x.wav", "--json", "-"]) func `A name like an option is one behind two dashes`(
    name: String
  ) throws {
    let result = try run(
      name, "\"$ALOUD\" analyze --json -- ./\"$name\"; find -printf '%P\\n' | \"$ALOUD\" analyze --json -")
    #expect(try result.json().map { $0["file"].text } == ["./" + name, name], "\(result)")
    #expect(try result.json().allSatisfy { $0["duration"].number != nil }, "\(result)")
  }

  @Test func `What is shown of a name is harmless, and says which bytes are no text`() throws {
    let result = try run(
      "$'\\xff\\n\\e[2J\\xe2\\x80\\xae.wav'", "\"$ALOUD\" analyze \"$name\"; \"$ALOUD\" analyze \"$name\"x")
    #expect(result.lines.first == "\\xFF [2J.wav")
    #expect(result.errors == "aloud: \"\\xFF [2J.wavx\": there is no such file.\n")
  }

  @Test func `An export keeps the name, byte by byte`() throws {
    let result = try run(
      "$'a\\xff.b.wav'",
      "\"$ALOUD\" analyze --export csv --to $'deep/\\xfe' \"$name\"; cd $'deep/\\xfe' && stat -c '%a' . ./*; ls -b; cat *"
    )
    #expect(result.code == 0, "\(result)")
    #expect(result.lines.prefix(3) == ["700", "600", "a\\377.b.csv"], "\(result)")
    #expect(result.output.contains("\nfile,tier,start,end,text\r\n"))
  }

  @Test func `A table on a terminal does what its name says to nobody`() throws {
    let speech = try WAV.data(Speech.answer().samples)
    let file = try home.write(speech, to: "=1+\u{1B}[2J\u{9B}31m\u{202E}.wav")
    for arguments in [
      ["--export", "csv"], ["--export", "labels"], ["--export", "textgrid"], [], ["--json"],
    ] {
      let session = try TerminalSession(
        ["analyze"] + arguments + [file], environment: home.environment, columns: 80, rows: 50)
      #expect(session.exitCode() == 0)
      // Audacity's labels have tabs between their columns.
      #expect(session.screen.strange.allSatisfy { $0 == "U+9" }, "\(session.screen.strange)")
      #expect(!session.raw.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test(.enabled(if: Products.canBeTraced, "strace may not watch a process here"))
  func `When the reader has gone, the files that are left are not opened`() throws {
    let made = try home.run("bash", ["-c", "mkdir \"$HOME/many\""])
    #expect(made.code == 0)
    let data = WAV.data(Room.noise(seconds: 0.5))
    for number in 1000..<3000 { try home.write(data, to: "many/\(number).wav") }
    let script = """
      cd "$HOME/many"; ls | strace -f -qq -e trace=open,openat -o ../opened "$ALOUD" analyze --json - | head -1
      grep -c '"1...[.]wav"' ../opened; grep -c '"2999[.]wav"' ../opened
      """
    home.environment["ALOUD"] = Products.aloud
    let result = try home.run("bash", ["-c", script])
    #expect(result.lines.count == 3, "\(result)")
    #expect(result.lines.first?.contains("1000.wav") == true)
    #expect(Int(result.lines.dropFirst().first ?? "") ?? 0 > 0)
    #expect(result.lines.last == "0")
  }
}
