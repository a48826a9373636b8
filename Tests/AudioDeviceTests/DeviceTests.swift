import CaptureRig
import Signal
import Testing

@testable import AudioDevice

@Suite struct DeviceTests {
  init() { _ = CaptureRig.folder }

  @Test func `devices are listed with their words`() throws {
    let list = DeviceList()
    let microphone = try #require(list.devices.first { $0.name == "mic" })
    #expect(microphone.description == "Test microphone")
    #expect(microphone.canCapture)
  }

  @Test func `a loudspeaker takes all it is given and can be silenced`() throws {
    var speaker = try Speaker(
      opening: PlaybackRequest(device: "speaker", sampleRate: .preferred, channels: 2))
    try CaptureRig.stereo.prefix(96_000).withUnsafeBufferPointer { try speaker.write($0) }
    let everythingWasHeard = speaker.drain(within: 2)
    #expect(everythingWasHeard)
    speaker.drop()
    try CaptureRig.stereo.prefix(9600).withUnsafeBufferPointer { try speaker.write($0) }
    let underruns = speaker.underruns
    #expect(underruns == 0)
  }

  @Test func `a loudspeaker that is none is a typed error`() {
    let error = #expect(throws: AudioDeviceError.self) {
      _ = try Speaker(opening: PlaybackRequest(device: "nosuch", sampleRate: .preferred, channels: 1))
        .channels
    }
    #expect(error?.kind == .noSuchDevice)
  }
}
