import Foundation
import Testing

/// `aloud analyze` on files of all kinds, good and bad.
@Suite struct AnalyzeTests {
  private let home: Home

  init() throws { home = try Home() }

  /// A WAV of the known answer.
  private func speech() throws -> String {
    try home.write(WAV.data(Speech.answer().samples), to: "speech.wav")
  }

  private func expectPauses(in line: JSON, tolerance: Double = 0.1) throws {
    let truth = try Speech.answer()
    let found = line["pauses"].list
    for pause in truth.pauses {
      let isFound = found.contains { found in
        guard let start = found["start"].number, let end = found["end"].number else { return false }
        return abs(start - pause.lowerBound) <= tolerance && abs(end - pause.upperBound) <= tolerance
      }
      #expect(isFound, "\(pause) among \(found.map { [$0["start"].number, $0["end"].number] })")
    }
    let (start, end) = (line["answer"]["start"].number ?? 0, line["answer"]["end"].number ?? 0)
    #expect(abs(start - truth.answer.lowerBound) <= tolerance)
    #expect(abs(end - truth.answer.upperBound) <= tolerance)
  }

  @Test func `Planted pauses are found, each in its class`() throws {
    let result = try home.aloud("analyze", "--json", speech())
    #expect(result.code == 0)
    let line = try #require(try result.json().first)
    try expectPauses(in: line)
    let classes = line["pauses"].list.compactMap { $0["class"].text }
    #expect(Set(classes).isSuperset(of: ["brief", "long", "deadAir"]))
    #expect(line["syllables"]["count"].integer ?? 0 > 25)
    #expect(line["onsetLatency"].number.map { abs($0 - 1.2) < 0.1 } == true)
  }

  @Test(arguments: [
    ["flac"], ["ogg"], ["wav", "-r", "8000"], ["wav", "-r", "44100", "-c", "2", "-e", "floating-point"],
  ])
  func `Format, rate and channels do not move a pause`(format: [String]) throws {
    let path = home.file("speech-copy." + format[0])
    let made = try home.run("sox", [speech()] + format.dropFirst() + [path])
    try #require(made.code == 0, "\(made)")
    let result = try home.aloud("analyze", "--json", path)
    #expect(result.code == 0)
    try expectPauses(in: #require(try result.json().first))
  }

  @Test(arguments: [["1", "1i"], ["1i", "1", "1i"], ["0", "1"], ["1i", "0", "1v0.5"]])
  func `Channels in opposite phase, or dead, keep every pause`(channels: [String]) throws {
    let path = home.file("several.wav")
    let made = try home.run("sox", [speech(), path, "remix"] + channels)
    try #require(made.code == 0, "\(made)")
    let result = try home.aloud("analyze", "--json", path)
    #expect(result.code == 0)
    try expectPauses(in: #require(try result.json().first))
  }

  @Test func `A channel can be asked for, and the sum; one that is not there is an error`() throws {
    let path = home.file("several.wav")
    _ = try home.run("sox", [speech(), path, "remix", "0", "1", "1i"])
    let second = try home.aloud("analyze", "--json", "--channel", "2", path)
    try expectPauses(in: #require(try second.json().first))
    for asked in ["1", "sum"] {
      let nothing = try home.aloud("analyze", "--json", "--channel", asked, path)
      #expect(try nothing.json().first?["speech"].list.isEmpty == true)
    }
    let missing = try home.aloud("analyze", "--channel", "4", path)
    #expect(missing.code == 1)
    #expect(missing.errors.hasSuffix("has 3 channels, so there is no channel 4.\n"), "\(missing)")
  }

  @Test func `Clipping in one channel of a file is counted`() throws {
    let (loud, whole) = (home.file("loud.wav"), home.file("whole.wav"))
    // Not more: a channel that is nothing but full scale no longer has the same sound.
    _ = try home.run("sox", [speech(), loud, "gain", "-n", "gain", "9"])
    _ = try home.run("sox", [speech(), whole, "gain", "-12"])
    for files in [[loud, whole], [whole, loud]] {
      let both = home.file("both.wav")
      let made = try home.run("sox", ["-M"] + files + [both])
      try #require(made.code == 0, "\(made)")
      let level = try #require(try home.aloud("analyze", "--json", both).json().first)["level"]
      #expect(level["clippedRuns"].integer ?? 0 > 0)
    }
  }

  @Test func `A file that cannot be read gives an error in its place, and the others go on`() throws {
    let good = try home.write(WAV.data(Room.noise(seconds: 1)), to: "good.wav")
    let bad = [
      try home.write("", to: "empty.wav"), try home.write("This is no sound.", to: "garbage.wav"),
      home.file("missing.wav"), home.folder.path,
      try home.write(WAV.data([1, 2, 3]).prefix(30), to: "cut.wav"),
    ]
    let files = [good] + bad + [good]
    let result = try home.run(Products.aloud, ["analyze", "--json"] + files)
    #expect(result.code == 1)
    let lines = try result.json()
    #expect(lines.map { $0["file"].text } == files)
    for line in lines[1...bad.count] {
      #expect(line.keys == ["file", "error"])
      #expect(line["error"].text?.isEmpty == false)
    }
    for line in [lines.first, lines.last] { #expect(line?["error"].isNull == true) }
  }

  @Test func `As text, the trouble goes to standard error and the measures to standard output`() throws {
    let result = try home.aloud("analyze", home.file("missing.wav"), speech())
    #expect(result.code == 1)
    #expect(result.errors.contains("missing.wav\": there is no such file."))
    #expect(result.output.contains("speech.wav"))
    #expect(result.output.contains("Longest pause  2.8 s"))
  }

  @Test func `Silence is measured too, and says that there is no speech`() throws {
    let path = try home.write(WAV.data(Room.silence(seconds: 2)), to: "silence.wav")
    let line = try #require(try home.aloud("analyze", "--json", path).json().first)
    #expect(line["speech"].list.isEmpty && line["pauses"].list.isEmpty)
    #expect(line["answer"].isNull && line["speechRate"].isNull)
    #expect(line["warnings"][0]["name"].text == "noUsableSpeech")
    #expect(try home.aloud("analyze", path).output.contains("no speech in 2.0 s of recording"))
  }

  @Test func `A warning that matters is exit code 3, as of a take, whatever other files have`() throws {
    let silence = try home.write(WAV.data(Room.silence(seconds: 2)), to: "silence.wav")
    let loud = home.file("loud.wav")
    _ = try home.run("sox", [speech(), loud, "gain", "40"])
    let good = try speech()
    func code(_ files: String..., form: [String] = ["--json"]) throws -> Int32? {
      try home.run(Products.aloud, ["analyze"] + form + files).code
    }
    #expect(try code(good) == 0 && code(good, good) == 0)
    for form in [[], ["--json"], ["--export", "csv"]] {
      #expect(try code(silence, form: form) == 3 && code(loud, form: form) == 3)
    }
    #expect(try code(silence, good) == 3 && code(good, silence, good) == 3)
    #expect(try code(silence, home.file("missing.wav")) == 1)
    // A table has no room for the reason.
    let export = try home.aloud("analyze", "--export", "csv", silence)
    #expect(export.errors.contains("silence.wav\": no usable speech: 0.0 s found"))
  }

  @Test func `A file of one sample is no trouble`() throws {
    let path = try home.write(WAV.data([100]), to: "one.wav")
    let result = try home.aloud("analyze", "--json", path)
    #expect(result.code == 3)
    #expect(try result.json().first?["speech"].list.isEmpty == true)
  }

  @Test func `Nothing is stored`() throws {
    _ = try home.aloud("analyze", home.write(WAV.data(Room.noise(seconds: 1)), to: "noise.wav"))
    #expect(!FileManager.default.fileExists(atPath: home.data.path))
  }

  @Test func `A reader that has seen enough ends it quietly`() throws {
    let file = try home.write(WAV.data(Room.noise(seconds: 1)), to: "noise.wav")
    let many = Array(repeating: file, count: 100).joined(separator: " ")
    let line = "\(Products.aloud) analyze --json \(many) | head -1; echo \"${PIPESTATUS[0]}\""
    let result = try home.run("bash", ["-c", line])
    #expect(result.lines.count == 2)
    #expect(result.lines.last == "0")
    #expect(result.errors.isEmpty)
  }

  @Test func `Names that are hostile or strange are read, and shown harmlessly`() throws {
    let name = "-\u{1B}[2J \u{202E}gnp.wav"
    let path = try home.write(WAV.data([100]), to: name)
    let result = try home.aloud("analyze", path)
    #expect(result.code == 3)
    #expect(!result.output.contains("\u{1B}") && !result.output.contains("\u{202E}"))
    #expect(try home.aloud("analyze", "--json", path).json().first?["file"].text == path)
    let missing = try home.aloud("analyze", path + "x")
    #expect(missing.code == 1 && !missing.errors.contains("\u{1B}"))
  }
}
