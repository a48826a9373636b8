import Foundation
import Testing

/// What a device can do to a recording: each fault is told in a sentence, and what was heard is kept.
@Suite struct DeviceFaultTests {
  private let home: Home
  private let heard = Room.noise(seconds: 4)

  init() throws { home = try Home() }

  private func record(from device: String, _ fields: String, seconds: String = "3") throws -> Command.Result {
    try home.plugMicrophones(hearing: heard, [device: fields])
    return try home.aloud("record", "PE1", "--device", device, "--seconds", seconds, "--json")
  }

  private func samples(of result: Command.Result) throws -> [Int16] {
    let path = try #require(try result.json().first?["analysis"]["file"].text)
    return try WAV.samples(of: URL(filePath: path))
  }

  @Test(arguments: ["gone_at 48000", "gone_at 48000 gone_masked true"])
  func `A device that goes away costs nothing of what it gave`(fields: String) throws {
    let result = try record(from: "usb", fields, seconds: "20")
    #expect(result.code == 3)
    #expect(result.errors.contains("aloud: the device \"usb\" went away"))
    #expect(try result.json().first?["take"]["ending"].text == "deviceLost")
    #expect(try samples(of: result) == Array(heard.prefix(48_000)))
    #expect(try home.aloud("takes", "--json").json().count == 1)
  }

  @Test func `Audio that the device lost is silence of the same length, written down and told`() throws {
    let result = try record(from: "usb", "xrun_at 48000")
    #expect(result.code == 3)
    let review = try #require(try result.json().first)
    let gap = review["take"]["gaps"][0]
    #expect(gap["cause"].text == "overrun")
    let (position, length) = (gap["position"].integer ?? 0, gap["length"].integer ?? 0)
    try #require(length > 0 && position > 0)
    let samples = try samples(of: result)
    #expect(samples.count == 144_000)
    #expect(Array(samples[..<position]) == Array(heard[..<position]))
    #expect(samples[position..<(position + length)].allSatisfy { $0 == 0 })
    // Where it goes on is where it would have been, to a period.
    let after = samples[(position + length)...].prefix(1000)
    let goesOn = heard.indices.first { heard[$0...].starts(with: after) }
    #expect(goesOn.map { abs($0 - position - length) <= 2 * 960 } == true)
    #expect(review["analysis"]["warnings"].list.contains { $0["name"].text == "gap" })
    let text = try home.aloud("review").output
    #expect(text.contains("gap in the take: the device lost"))
  }

  @Test func `A microphone that stalls is told, and the hole is in the take`() throws {
    let result = try record(from: "usb", "stall_at 48000 stall_ms 1200", seconds: "4")
    #expect(result.code == 3)
    #expect(result.errors.contains("the microphone gives nothing: is it still plugged in?"))
    #expect(try result.json().first?["take"]["gaps"][0]["cause"].text == "stall")
  }

  @Test func `A microphone that falls silent for good ends the take, which is kept`() throws {
    let result = try record(from: "usb", "stall_at 48000 stall_ms 3600000", seconds: "60")
    #expect(result.code == 3)
    #expect(try samples(of: result).starts(with: heard.prefix(48_000)))
    #expect(try result.json().first?["take"]["ending"].text == "deviceLost")
  }

  @Test func `A device that gives nothing at all leaves a take that every command can live with`() throws {
    let result = try record(from: "usb", "gone_at 0")
    #expect(result.code == 3, "\(result)")
    for command in ["takes", "review", "trends", "next", "recover"] {
      let result = try home.aloud(command)
      #expect(result.code == 0, "\(command): \(result)")
      #expect(result.errors.isEmpty, "\(command): \(result)")
    }
  }

  @Test(arguments: [
    ("busy true", "the device \"mic\" is in use"), ("open_errno 13", "you may not open the device \"mic\""),
    ("open_errno 111", "the sound server of \"mic\" cannot be reached"),
    ("open_errno 19", "the device \"mic\" went away"),
    ("rate 4000", "the device \"mic\" has no format that Aloud can use"),
  ])
  func `A device that cannot be opened is told before anyone has thought or spoken`(
    fields: String, sentence: String
  )
    throws
  {
    try home.plugMicrophones(hearing: heard, ["mic": fields])
    let session = try home.terminal("record", "PE1", "--device", "mic", "--think", "60")
    #expect(session.exitCode() == 1)
    #expect(session.screen.text.contains("aloud: " + sentence), "\(session.screen.text)")
    #expect(!session.screen.text.contains("Think"))
    #expect(session.isCooked)
    #expect(try home.aloud("takes").output.hasPrefix("No takes yet."))
  }

  @Test func `An unknown device is told with the command that lists those that are there`() throws {
    try home.plugMicrophones(hearing: heard, ["mic": ""])
    let result = try home.aloud("record", "PE1", "--device", "nosuch", "--seconds", "1")
    #expect(result.code == 1)
    #expect(
      result.errors
        == "aloud: there is no sound device \"nosuch\"; `aloud devices` lists those that are there.\n")
  }

  @Test func `A machine without any sound says so`() throws {
    let result = try home.aloud("record", "PE1", "--seconds", "1")
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("aloud: "))
    #expect(
      result.errors.split(separator: "\n").count == 1,
      "one sentence, and nothing of libasound's own: \(result)")
  }

  @Test(arguments: ["channels 2", "rate 44100", "rate 16000", "rate 8000", "sample_format S32_LE"])
  func `A device that cannot do what is preferred is used as it is`(fields: String) throws {
    let result = try record(from: "usb", fields, seconds: "1")
    #expect(result.code == 3)
    let rate = fields.hasPrefix("rate") ? Int(fields.split(separator: " ")[1]) : 48_000
    #expect(try result.json().first?["take"]["device"]["sampleRate"].integer == rate)
    #expect(try samples(of: result).count == rate)
  }
}
