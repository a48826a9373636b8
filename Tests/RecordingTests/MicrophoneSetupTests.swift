import Recording
import Testing

@Suite struct MicrophoneSetupTests {
  @Test(
    arguments: [
      (["Capture": true], []), (["Capture": false], [.switchedOff]), (["Mic": false, "Line": true], []),
      (["Mic": false, "Line": false], [.switchedOff]), (["Capture": false, "Mic": true], [.switchedOff]),
    ] as [([String: Bool], [MicrophoneFinding])])
  func `A switch that is off counts where nothing goes round it`(
    switches: [String: Bool], findings: [MicrophoneFinding]
  ) {
    #expect(MicrophoneSetup(device: "hw:0", sampleRate: 48_000, switches: switches).findings == findings)
  }

  @Test(
    arguments: [
      (["Capture": false], []), (["Capture": true], [.levelAtLowest]), (["Mic": true, "Line": false], []),
      (["Mic": true], [.levelAtLowest]), (["Capture": true, "Mic": false], [.levelAtLowest]),
    ] as [([String: Bool], [MicrophoneFinding])])
  func `So does a level at its lowest`(levels: [String: Bool], findings: [MicrophoneFinding]) {
    #expect(MicrophoneSetup(device: "hw:0", sampleRate: 48_000, lowestLevels: levels).findings == findings)
  }

  @Test(
    arguments: [
      ("hw:0", 48_000, []), ("hw:0", 16_000, [.phoneQuality]), ("bluez_input.4C_87", 48_000, [.phoneQuality]),
      ("hw:0", 22_050, []),
    ] as [(String, Int, [MicrophoneFinding])])
  func `A headset of a phone is told by its name or its rate`(
    device: String, rate: Int, findings: [MicrophoneFinding]
  ) {
    #expect(MicrophoneSetup(device: device, sampleRate: rate).findings == findings)
  }

  @Test func `Gain that moves by itself comes last`() {
    let setup = MicrophoneSetup(
      device: "hw:0", sampleRate: 16_000, switches: ["Capture": false], lowestLevels: ["Capture": true],
      hasAutomaticGain: true)
    #expect(setup.findings == [.switchedOff, .levelAtLowest, .phoneQuality, .automaticGain])
  }
}
