import Testing

@testable import AudioDevice

/// What libasound returned and would have printed, and what is made of it, without libasound.
@Suite struct OpeningFaultTests {
  private static let place = AudioDeviceError.Place(file: "/home/a/.asoundrc", line: 2)

  private func fault(_ code: Int32, _ device: String, _ messages: [String], isSetUp: Bool = true)
    -> OpeningFault
  {
    OpeningFault(
      code: code, device: device, messages: messages, place: { _ in isSetUp ? Self.place : nil },
      lineCount: { _ in 3 })
  }

  @Test func `a file that cannot be read is named with its line`() {
    let found = fault(
      22, "default",
      [
        "_toplevel_:2:7:Unexpected char",
        "/etc/a b.conf may be old or corrupted: consider to remove or fix it", "hooks failed",
      ])
    #expect(found.kind == .brokenConfiguration)
    #expect(found.place == AudioDeviceError.Place(file: "/etc/a b.conf", line: 2))
    #expect(found.reason == "Unexpected char")
  }

  @Test func `a line beyond the end is the last one`() {
    let found = fault(22, "x", ["_toplevel_:9:0:Unexpected char", "/f may be old or corrupted"])
    #expect(found.place?.line == 3)
    #expect(found.reason == "a bracket or quote before it is not closed")
  }

  @Test func `a mistake that is found in column 0 is on the line before`() {
    let found = fault(22, "x", ["_toplevel_:3:0:Unexpected char", "/f may be old or corrupted"])
    #expect(found.place?.line == 2)
  }

  @Test func `a corrupted file without a line is named all the same`() {
    #expect(
      fault(2, "x", ["/f may be old or corrupted"]).place == AudioDeviceError.Place(file: "/f", line: nil))
    #expect(fault(2, "x", ["::::", "/f may be old or corrupted"]).reason == "::::")
  }

  @Test func `a name that nobody set up is no such device, whatever card is missing`() {
    #expect(fault(2, "nosuch", ["Unknown PCM nosuch"]).kind == .noSuchDevice)
    #expect(
      fault(2, "hw:9", ["cannot find card '9'", "Unknown PCM hw:9"], isSetUp: false).kind == .noSuchDevice)
    #expect(fault(19, "plughw:CARD=X", ["Cannot get card index for X"]).kind == .noSuchDevice)
    #expect(
      fault(2, "default", ["cannot find card '0'", "Unknown PCM default"], isSetUp: false).kind
        == .noSuchDevice)
  }

  @Test func `what a device is set up on is named where it is missing`() {
    let found = fault(2, "default", ["Unknown PCM other"])
    #expect(found.kind == .missingTarget && found.missing == "other" && found.place == Self.place)
  }

  @Test func `a device that only plays has no capture side`() {
    for message in [
      "capture slave is not defined", "The dmix plugin supports only playback stream",
      "a52 is only for playback",
    ] {
      #expect(fault(22, "x", [message]).kind == .noCaptureSide)
    }
  }

  @Test func `busy, forbidden and unreachable devices are no fault of a file`() {
    #expect(fault(16, "x", ["unable to open slave"]).kind == .busy)
    #expect(fault(13, "x", []).kind == .noPermission)
    #expect(fault(111, "x", ["PulseAudio: Unable to connect: Connection refused"]).kind == .serverGone)
    #expect(fault(22, "hw:0", [], isSetUp: false).kind == .unsupportedFormat)
  }

  @Test func `the line that sets a device up is found, the last of several`() {
    func line(_ name: String, _ text: String) -> Int? {
      SoundConfiguration.line(
        settingUp: name, in: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
    #expect(line("usb", "pcm.usb { type hw }\npcm.!usb { type plug }") == 1)
    #expect(line("usb", "# pcm.usb\npcm.usb2 { }\npcm.usb.type hw") == 2)
    #expect(line("usb", "pcm {\n  usb { type hw }\n}\nctl {\n  usb { }\n}") == 1)
    #expect(line("default", "defaults.pcm.card 3") == 0)
    #expect(line("other", "pcm.usb { slave.pcm \"other\" }") == nil)
  }
}
