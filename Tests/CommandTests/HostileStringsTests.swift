import Foundation
import Testing

/// A thousand hostile words wherever words come from: nothing that a terminal without colours is sent is more than
/// lines of text.
@Suite struct HostileStringsTests {
  private let home: Home
  private var hostile = Hostile()

  init() throws {
    home = try Home()
    home.environment.merge(["TERM": "dumb", "NO_COLOR": "1"]) { $1 }
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true"])
  }

  /// Runs a command in a terminal and looks at every byte it sends, to standard output and standard error.
  @discardableResult private func expectHarmless(
    _ arguments: [String], of program: String = Products.aloud, tabs: Bool = false
  ) throws -> String {
    let session = try TerminalSession(running: program, arguments, environment: home.environment)
    #expect(session.exitCode() != nil)
    let harm = Hostile.harm(in: session.bytes).filter { !(tabs && $0 == "U+9") }
    #expect(harm.isEmpty, "\(arguments.prefix(2)): \(harm)")
    return session.raw
  }

  /// `text` as JSON, which is YAML, too.
  private func quoted(_ text: String) throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed), as: UTF8.self)
  }

  @Test mutating func `In packs`() throws {
    var files: [String] = []
    // As they are, as escapes of YAML, and those that a pack may hold.
    for kind in ["raw", "escaped", "good"] {
      for number in 0..<2 {
        var prompts = ""
        for prompt in 0..<50 {
          var text = String(hostile.text().unicodeScalars.prefix(70))
          if kind == "good" {
            text = String(
              String.UnicodeScalarView(
                text.unicodeScalars.filter {
                  Hostile.harm(in: Array(String($0).utf8)).isEmpty
                    && !"\n\r\u{2028}\u{2029}\u{FEFF}".unicodeScalars.contains($0)
                }))
          }
          let value = kind == "raw" ? "'\(text.replacing("'", with: "''"))'" : try quoted(text + "x")
          prompts += "  - {id: H\(prompt), kind: intro, title: \(value), text: \(value)}\n"
        }
        let pack = "format: 1\nid: \(kind)\(number)\ntitle: Hostile\nprompts:\n" + prompts
        files.append(
          try home.write(pack, to: "share/aloud/packs/\(kind)-\(hostile.text().filter { $0 != "/" }).yaml"))
      }
    }
    let check = try expectHarmless(["prompts", "check"] + files)
    #expect(check.contains(": good, 50 prompts") && check.contains(": line "))
    #expect(try expectHarmless(["prompts"]).contains("H49"))
    for arguments in [["prompts", "--json"], ["prompts", "about"], ["prompts", "good0/H3"], ["next"], []] {
      try expectHarmless(arguments)
    }
  }

  @Test mutating func `In takes`() throws {
    let free = (0..<20).map { _ in hostile.text() }.joined(separator: " ")
    try expectHarmless(["record", "--free", free, "--device", "mic", "--think", "0", "--seconds", "1"])
    let first = try #require(try home.takeIDs().first)
    let source = home.takes.appending(path: first)
    let sidecar = try Data(contentsOf: source.appending(path: "take.json"))
    let words = try #require(try JSONSerialization.jsonObject(with: sidecar) as? [String: Any])
    let letters = Array("bcdfghjkmn")
    for number in 0..<200 {
      let id = String(first.dropLast(4)) + "c" + String([100, 10, 1].map { letters[number / $0 % 10] })
      let folder = home.takes.appending(path: id)
      try FileManager.default.copyItem(at: source, to: folder)
      var words = words
      words["id"] = id
      words["prompt"] = [
        "pack": hostile.text(), "id": hostile.text(), "title": hostile.text(), "text": hostile.text(),
        "kind": "intro",
        "covers": [hostile.text()],
      ]
      var device = words["device"] as? [String: Any] ?? [:]
      device["name"] = hostile.text()
      words["device"] = device
      if number % 4 == 0 { words["state"] = "recording" }
      try JSONSerialization.data(withJSONObject: words).write(to: folder.appending(path: "take.json"))
    }
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.index.path + end) }
    let recovered = try expectHarmless(["recover", "--rebuild"])
    #expect(
      recovered.split(whereSeparator: \.isNewline).count { $0.hasPrefix("Recovered") } == 50,
      "\(recovered.prefix(2000))")
    let ids = try home.takeIDs()
    for arguments in [
      ["takes", "--last", "999"], ["takes", "--json", "--last", "999"], ["trends", "--last", "999"],
      ["trends", "--json"], ["review"], ["next"],
      ["review", ids[3]], ["review", "--json", ids[4]], ["review", hostile.text()], [],
    ] { try expectHarmless(arguments) }
  }

  @Test mutating func `In the names of devices`() throws {
    let conf = (0..<200).map { _ in
      let text = hostile.text().filter { !"\"\\".contains($0) }
      // libasound 1.2.8 itself ends at a name of more than some hundred bytes.
      let name = String(text.unicodeScalars.prefix(20))
      return "pcm.\"h\(name)\" { type null hint { show on description \"\(text)\" } }\n"
    }
    home.environment["ALSA_CONFIG_PATH"] = try home.write(conf.joined(), to: "asound.conf")
    #expect(try expectHarmless(["devices"]).contains("Microphones"))
    try expectHarmless(["devices", "--json"])
    for command in [["check"], ["record", "--free", "x"], ["play"]] {
      for _ in 0..<3 { try expectHarmless(command + ["--device", hostile.text()]) }
    }
  }

  @Test mutating func `In the names of files, and nothing in a table is a formula`() throws {
    let folder = home.folder.appending(path: "names").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let speech = try home.write(
      WAV.data(Array(Speech.answer().samples.prefix(4 * Room.rate))), to: "speech.wav")
    let noSound = try home.write("RIFF", to: "none.wav")
    for number in 0..<300 {
      let name = Array((folder + "/").utf8) + hostile.name() + Array("\(number)".utf8)
      // Every fourth is no sound file, which is told.
      #expect(link(number % 4 == 0 ? noSound : speech, name.map { CChar(bitPattern: $0) } + [0]) == 0)
    }
    home.environment["ALOUD"] = Products.aloud
    let analyze = "find . -type f -printf '%P\\0' | \"$ALOUD\" analyze -0"
    for (command, isTabbed) in [
      ("\(analyze) -", false), ("\(analyze) --json -", false),
      ("\(analyze) --export csv --to ../csv -; cat ../csv/*", false),
      ("\(analyze) --export textgrid --to ../grids -; cat ../grids/*", false),
      ("\(analyze) --export labels --to ../labels -; cat ../labels/*", true),
    ] {
      let text = try expectHarmless(["-c", "cd \"$HOME/names\"; " + command], of: "/bin/sh", tabs: isTabbed)
      #expect(text.split(whereSeparator: \.isNewline).count > 300, "\(command): \(text.prefix(500))")
    }
    let formulas = """
      import csv, os, sys
      tables = [open(os.path.join(os.fsencode(sys.argv[1]), name), newline='', encoding='utf-8') for name in os.listdir(os.fsencode(sys.argv[1]))]
      cells = [cell for table in tables for row in csv.reader(table) for cell in row]
      print(len(tables), sum(cell[:1] in ('=', '+', '-', '@', chr(9), chr(13), chr(10)) for cell in cells),
            sum(cell[:2] in ("'=", "'+", "'-", "'@") for cell in cells) > 0)
      """
    let counted = try home.run("python3", ["-c", formulas, home.file("csv")])
    #expect(counted.lines == ["225 0 True"], "\(counted)")
  }
}
