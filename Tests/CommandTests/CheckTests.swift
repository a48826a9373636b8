import Foundation
import Testing

/// `aloud check` and `aloud devices`.
@Suite struct CheckTests {
  private let home: Home

  init() throws { home = try Home() }

  private func check(hearing samples: [Int16], _ arguments: String...) throws -> Command.Result {
    try home.plugMicrophones(hearing: samples, ["mic": "loop true hint { show on description \"A test\" }"])
    return try home.run(Products.aloud, ["check", "--device", "mic", "--seconds", "2"] + arguments)
  }

  @Test func `A good microphone is called good, with its numbers`() throws {
    let speech = try Speech.answer()
    let first = Array(speech.samples.dropFirst(Int(0.7 * Double(Room.rate))))
    let result = try check(hearing: first)
    #expect(result.code == 0, "\(result)")
    #expect(result.output.hasPrefix("Good: the microphone is ready.\n"))
    for name in ["voice", "noise", "peak", "device mic, 48000 Hz, mono, S16_LE"] {
      #expect(result.output.contains(name))
    }
    #expect(!FileManager.default.fileExists(atPath: home.data.path), "nothing is kept")
  }

  @Test(arguments: ["digitalSilence", "deadLine", "clips", "noVoice"])
  func `What is wrong is named, with what to do, and the exit code is 3`(finding: String) throws {
    let samples: [Int16] =
      switch finding {
      case "digitalSilence": Room.silence(seconds: 1)
      case "deadLine": Room.noise(seconds: 1, peak: 0.001)
      case "clips": Room.noise(seconds: 1).map { $0 > 0 ? .max : $0 }
      default: Room.noise(seconds: 1, peak: 0.1)
      }
    let result = try check(hearing: samples, "--json")
    #expect(result.code == 3)
    let record = try #require(try result.json().first)
    #expect(record["findings"].list.map(\.text).contains(finding))
    #expect(
      record.keys == [
        "device", "seconds", "peak", "voiceDBFS", "noiseDBFS", "longestZeroRun", "clippedRuns", "gaps",
        "findings",
      ])
    let text = try check(hearing: samples)
    #expect(text.code == 3 && text.output.hasPrefix("! "))
  }

  /// A check of a device with these channels.
  private func check(channels: [[Int16]], _ arguments: String...) throws -> Command.Result {
    let frames = channels[0].indices.flatMap { frame in channels.map { $0[frame] } }
    try home.plugMicrophones(hearing: frames, ["two": "loop true channels \(channels.count)"])
    return try home.run(Products.aloud, ["check", "--device", "two", "--seconds", "2"] + arguments)
  }

  @Test(arguments: [0, 1])
  func `Clipping is counted in each channel before they become one`(clipped: Int) throws {
    let loud: [Int16] = Room.noise(seconds: 1).map { $0 > 0 ? .max : $0 }
    let silence = Room.silence(seconds: 1)
    let result = try check(channels: clipped == 0 ? [loud, silence] : [silence, loud], "--json")
    #expect(result.code == 3)
    let record = try #require(try result.json().first)
    #expect(record["findings"].list.map(\.text).contains("clips"))
    #expect(record["clippedRuns"].integer ?? 0 > 0)
    #expect(record["peak"].number ?? 0 > 0.99)
    let channels = record["channels"].list
    #expect(channels.map { $0["channel"].integer } == [1, 2])
    #expect(channels[clipped]["isRecorded"].flag == true)
    #expect(channels[clipped]["clippedRuns"].integer ?? 0 > 0)
    #expect(channels[1 - clipped]["isRecorded"].flag == false)
    #expect(channels[1 - clipped]["reason"].text == "silent")
  }

  @Test func `Clipping in a channel is told where another has the same sound undamaged`() throws {
    let whole = Room.noise(seconds: 1)
    let loud: [Int16] = whole.map { $0 > 0 ? .max : $0 }
    let record = try #require(try check(channels: [loud, whole], "--json").json().first)
    #expect(record["findings"].list.map(\.text).contains("clips"))
    #expect(record["clippedRuns"].integer ?? 0 > 0)
    #expect(record["channels"].list.map { $0["isRecorded"].flag } == [false, true])
  }

  @Test func `A headset with the rate of a telephone is used, with a word about its quality`() throws {
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true rate 8000"])
    let conf = try String(contentsOfFile: home.file("asound.conf"), encoding: .utf8)
    try home.write(conf + "pcm.headset { type plug slave.pcm \"mic\" }\n", to: "asound.conf")
    for device in ["mic", "headset"] {
      let result = try home.aloud("check", "--device", device, "--seconds", "1")
      #expect(result.code == 3)
      #expect(result.output.contains("phone quality") && result.output.contains("8000 Hz"), "\(result)")
    }
  }

  @Test func `Each channel has a meter, and the choice its reason`() throws {
    let speech = try Speech.answer()
    let heard = Array(speech.samples.dropFirst(Int(0.7 * Double(Room.rate))))
    let result = try check(channels: [heard, heard.map { $0 == .min ? .max : -$0 }])
    #expect(result.code == 0, "\(result)")
    #expect(result.output.hasPrefix("Good: the microphone is ready.\n"))
    #expect(result.output.contains("2 channels"))
    #expect(result.output.contains("channel 1  ") && result.output.contains("recorded"))
    #expect(result.output.contains("channel 2  ") && result.output.contains("opposite phase"))
    #expect(result.output.contains("record channel 1: it has the most of the voice"))
    let sum = try check(channels: [heard, heard.map { $0 == .min ? .max : -$0 }], "--channel", "sum")
    #expect(sum.code == 3 && sum.output.contains("the sum was asked for"))
  }

  @Test func `A microphone that cannot be opened or goes away is an error`() throws {
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "gone_at 24000", "busy": "busy true"])
    let gone = try home.aloud("check", "--device", "mic")
    #expect(gone.code == 1 && gone.errors.contains("the device \"mic\" went away"))
    let busy = try home.aloud("check", "--device", "busy")
    #expect(busy.code == 1 && busy.errors.contains("is in use"))
  }

  @Test func `Control-C ends a check at once`() throws {
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true"])
    let session = try home.terminal("check", "--device", "mic", "--seconds", "60")
    try #require(session.shows("dBFS"))
    session.type("\u{03}")
    #expect(session.exitCode() == 130)
    #expect(session.isCooked)
  }

  @Test func `Microphones are listed by name`() throws {
    try home.plugMicrophones(
      hearing: [1], ["mic": "hint { show on description \"A test microphone\" }", "hidden": ""])
    let text = try home.aloud("devices").output
    #expect(text.contains("Microphones\n  mic\n      A test microphone\n"))
    let devices = try JSON(parsing: home.aloud("devices", "--json").output).list
    let mic = try #require(devices.first { $0["name"].text == "mic" })
    #expect(mic.keys == ["name", "description", "capture", "playback"])
    #expect(mic["capture"].flag == true)
  }

  @Test(
    arguments: [
      ("capture_switch false", "capture is switched off in the mixer", "switchedOff"),
      ("capture_switch true capture_volume 0", "the capture level is at its lowest", "levelAtLowest"),
      ("capture_volume 70 agc true", "automatic gain is on", "automaticGain"),
    ])
  func `What the mixer is set to is told by the check, and before a recording`(
    mixer: String, words: String, finding: String
  ) throws {
    let home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 2), ["mic": "loop true"], mixers: ["mic": mixer])
    let check = try home.aloud("check", "--device", "mic", "--seconds", "1", "--json")
    #expect(check.code == 3)
    #expect(try check.json().first?["findings"].list.first?.text == finding, "\(check)")
    let record = try home.aloud("record", "PE1", "--device", "mic", "--seconds", "1")
    #expect(record.errors.contains("aloud: " + words), "\(record)")
  }

  @Test func `A mixer that is set well, or none, is no news`() throws {
    let home = try Home()
    try home.plugMicrophones(
      hearing: Room.noise(seconds: 2), ["mic": "", "bare": ""],
      mixers: ["mic": "capture_switch true capture_volume 60 agc false"])
    for device in ["mic", "bare"] {
      let result = try home.aloud("record", "PE1", "--device", device, "--seconds", "1")
      #expect(!result.errors.contains("aloud:"), "\(result)")
    }
  }
}
