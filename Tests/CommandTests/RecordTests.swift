import Foundation
import Testing

/// `aloud record` in a script: no terminal anywhere.
@Suite struct RecordTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": ""])
  }

  private func record(_ arguments: String...) throws -> Command.Result {
    try home.run(Products.aloud, ["record", "PE1", "--device", "mic", "--seconds", "3"] + arguments)
  }

  private func onlyTake() throws -> URL {
    let folders = try home.takeIDs().map { home.takes.appending(path: $0) }
    try #require(folders.count == 1)
    return try #require(folders.first)
  }

  @Test func `What the microphone heard is in the file, sample for sample`() throws {
    let result = try record()
    #expect(result.code == 3, "noise is no speech, which is a warning: \(result)")
    let samples = try WAV.samples(of: onlyTake().appending(path: "take.wav"))
    #expect(samples.count == 3 * Room.rate)
    #expect(samples == Array(Room.noise(seconds: 4).prefix(samples.count)))
  }

  @Test func `Other programs read the same length, rate and channels out of the file`() throws {
    _ = try record()
    let wav = try onlyTake().appending(path: "take.wav").path
    func soxi(_ field: String) throws -> String { try home.run("soxi", [field, wav]).output }
    #expect(try soxi("-s") == "144000\n")
    #expect(try soxi("-r") == "48000\n")
    #expect(try soxi("-c") == "1\n")
    #expect(try soxi("-b") == "16\n")
    let script = "import sys, wave; print(wave.open(sys.argv[1]).getparams()[:4])"
    #expect(try home.run("python3", ["-c", script, wav]).output == "(1, 2, 48000, 144000)\n")
  }

  @Test func `The sidecar says what was asked, how it was heard and how it ended`() throws {
    _ = try record()
    let sidecar = try JSON(contentsOf: onlyTake().appending(path: "take.json"))
    #expect(sidecar["id"].text == (try onlyTake().lastPathComponent))
    #expect(sidecar["state"].text == "finished")
    #expect(sidecar["ending"].text == "limit")
    #expect(sidecar["frames"].integer == 144_000)
    #expect(sidecar["gaps"].list.isEmpty)
    #expect(sidecar["prompt"]["pack"].text == "netflix-tpm")
    #expect(sidecar["prompt"]["id"].text == "PE1")
    #expect(sidecar["prompt"]["text"].text?.isEmpty == false)
    #expect(sidecar["device"]["name"].text == "mic")
    #expect(sidecar["device"]["sampleRate"].integer == 48_000)
    #expect(sidecar["target"]["goal"].number == 105)
  }

  @Test func `The take is in the list and in the database`() throws {
    _ = try record()
    let take = try onlyTake().lastPathComponent
    let rows = try home.aloud("takes", "--json").json()
    #expect(rows.map { $0["id"].text } == [take])
    #expect(rows.first?["prompt"].text == "PE1")
    #expect(rows.first?.keys.contains("length") == true && rows.first?["length"].isNull == true)
    let query = try home.run("sqlite3", [home.index.path, "SELECT id FROM take; PRAGMA integrity_check"])
    #expect(query.output == "\(take)\nok\n", "\(query)")
  }

  @Test(arguments: ["022", "000"])
  func `Nobody else can read anything, whatever the umask`(umask: String) throws {
    try home.run(
      "sh",
      ["-c", "umask \(umask); exec \"$@\"", "sh", Products.aloud, "record", "PE1"]
        + ["--device", "mic", "--seconds", "1"])
    let everything = try #require(
      FileManager.default.enumerator(atPath: home.folder.appending(path: "share").path))
    var kinds: Set<String> = []
    for case let path as String in everything {
      var status = stat()
      try #require(stat(home.file("share/\(path)"), &status) == 0)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      kinds.insert(isFolder ? "folder" : "file")
      #expect(status.st_mode & 0o777 == (isFolder ? 0o700 : 0o600), "\(path)")
    }
    #expect(kinds == ["folder", "file"])
  }

  @Test func `Progress is plain lines on standard error, and the result stands alone on standard output`()
    throws
  {
    let result = try record("--json")
    #expect(result.errors.contains("PE1: "))
    #expect(result.errors.contains("0:00  below min"))
    #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\r"))
    #expect(result.lines.count == 1)
    #expect(try result.json().count == 1)
  }

  @Test func `The review as JSON has every key, also where there was no speech`() throws {
    let review = try #require(try record("--json").json().first)
    #expect(review.keys == ["take", "analysis", "assessment"])
    #expect(
      review["analysis"].keys == [
        "file", "duration", "speech", "pauses", "answer", "onsetLatency", "tail", "phonationTime",
        "phonationRatio", "runs", "longestRun", "longestBreathGroup", "pauseTime", "pauseTimeRatio",
        "syllables", "speechRate", "articulationRate", "wordRate", "meanLengthOfRun", "pauseRate", "pace",
        "filledPauses", "voice", "level", "gaps", "warnings", "settings", "analysisVersion",
      ])
    #expect(review["assessment"].keys == ["target", "length", "inTarget", "rambles", "flags"])
    #expect(review["analysis"]["file"].text == (try onlyTake().appending(path: "take.wav").path))
    #expect(review["analysis"]["duration"].number == 3)
  }

  @Test func `A question of one's own needs no prompt, and sets its own target`() throws {
    let result = try home.aloud(
      "record", "--free", "Why do you want this job?", "--kind", "motivation", "--target", "1-2-3",
      "--device",
      "mic", "--seconds", "1", "--json")
    let take = try #require(try result.json().first)["take"]
    #expect(take["prompt"]["text"].text == "Why do you want this job?")
    #expect(take["prompt"]["kind"].text == "motivation")
    #expect(take["targetSource"].text == "person")
    #expect(take["target"]["max"].number == 3)
  }

  @Test func `A question can come through standard input, where no other user sees it`() throws {
    let words = ["record", "--free", "-", "--device", "mic", "--seconds", "1", "--json"]
    let question = "Why did\nyou leave Öland?"
    let result = try home.run(Products.aloud, words, input: "  \(question)\n\n")
    #expect(try result.json().first?["take"]["prompt"]["text"].text == question, "\(result)")
    let ids = try home.takeIDs()
    for (input, reason) in [
      ("", "no question came through standard input"), (" \n", "no question came through standard input"),
      (String(repeating: "long ", count: 401), "--free must have 1 to 2000 characters"),
    ] {
      let result = try home.run(Products.aloud, words, input: input)
      #expect(result.code == 2 && result.errors == "aloud: \(reason).\n", "\(result)")
    }
    let script = "printf 'a\\xff' | '\(Products.aloud)' record --free - --device mic --seconds 1"
    #expect(
      try home.run("bash", ["-c", script]).errors
        == "aloud: the question on standard input is no text in UTF-8.\n")
    #expect(try home.takeIDs() == ids)
  }

  @Test func `Without a prompt it takes the one that should be practised next`() throws {
    let next = try home.aloud().output
    let result = try home.aloud("record", "--device", "mic", "--seconds", "1", "--json")
    let id = try #require(try result.json().first?["take"]["prompt"]["id"].text)
    #expect(next.hasPrefix("Next: \(id), "))
  }

  /// Records one second of a device whose two channels hear `heard` with these gains.
  private func record(left: Double, right: Double) throws -> [Int16] {
    let heard = Room.noise(seconds: 2)
    let frames = heard.flatMap { [Int16(Double($0) * left), Int16(Double($0) * right)] }
    try home.plugMicrophones(hearing: frames, ["two": "channels 2"])
    let result = try home.run(Products.aloud, ["record", "PE1", "--device", "two", "--seconds", "1"])
    #expect(result.code == 3, "noise is no speech: \(result)")
    return try WAV.samples(of: onlyTake().appending(path: "take.wav"))
  }

  @Test func `Two channels that agree in phase give their mean`() throws {
    let samples = try record(left: 1, right: 0.5)
    #expect(samples.count == Room.rate)
    for (frame, (sample, heard)) in zip(samples, Room.noise(seconds: 2)).enumerated() {
      // A device that begins with less than 20 ms at a time is decided on after 20 ms; until then the first channel stands
      // alone, then the other is faded in.
      let isDecided = frame >= Room.rate / 20
      let distance = abs(Double(sample) - 0.75 * Double(heard))
      let most = isDecided ? 1.0 : 1 + abs(Double(heard)) / 4
      #expect(distance <= most)
    }
  }

  @Test(arguments: [[], ["--channel", "1"], ["--channel", "2"], ["--channel", "sum"]])
  func `Two channels in opposite phase give one of them, or what was asked for`(asked: [String]) throws {
    let heard = Room.noise(seconds: 2)
    let frames = heard.flatMap { [$0, -$0] }
    try home.plugMicrophones(hearing: frames, ["two": "channels 2"])
    _ = try home.run(Products.aloud, ["record", "PE1", "--device", "two", "--seconds", "1"] + asked)
    let take = try onlyTake()
    let samples = try WAV.samples(of: take.appending(path: "take.wav"))
    let expected = heard.prefix(Room.rate)
    switch asked.last {
    case "sum": #expect(samples.allSatisfy { $0 == 0 })
    case "2": #expect(samples == expected.map { -$0 })
    default: #expect(samples == Array(expected))
    }
    let device = try JSON(contentsOf: take.appending(path: "take.json"))["device"]
    #expect(device["channelsAsked"].text == (asked.last ?? "automatic"))
    #expect(device["channelsRecorded"].text == (asked.last == "sum" ? "1, 2" : asked.last == "2" ? "2" : "1"))
  }

  @Test func `A channel that the microphone lacks is refused before anything is recorded`() throws {
    let result = try record("--channel", "2")
    #expect(result.code == 1)
    #expect(
      result.errors.contains(
        "could not choose channel 2 of the device \"mic\": it has 1 channel; `aloud check --device mic` shows each channel."
      ), "\(result)")
    #expect(try home.takeIDs().isEmpty)
    #expect(try record("--channel", "none").code == 2)
  }

  @Test func `Two recorders at once keep separate takes, each whole`() throws {
    let both = try [
      home.starting("record", "PE1", "--device", "mic", "--seconds", "3"),
      home.starting("record", "PE2", "--device", "mic", "--seconds", "3"),
    ]
    for recorder in both { #expect(recorder.result().code == 3) }
    let folders = try home.takeIDs().map { home.takes.appending(path: $0) }
    #expect(folders.count == 2)
    for folder in folders {
      #expect(
        try WAV.samples(of: folder.appending(path: "take.wav"))
          == Array(Room.noise(seconds: 4).prefix(144_000)))
    }
    #expect(Set(try home.aloud("takes", "--json").json().map { $0["prompt"].text }) == ["PE1", "PE2"])
  }
}
