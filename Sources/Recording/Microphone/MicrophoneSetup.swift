/// How a microphone is set up, as far as can be told without hearing it.
public struct MicrophoneSetup: Hashable, Sendable {
  /// Name of the device.
  public var device: String
  /// Its frames per second.
  public var sampleRate: Int
  /// Capture switches of the mixer by name: true if on. Empty without a mixer.
  public var switches: [String: Bool]
  /// Capture levels of the mixer by name: true if at the lowest. Empty without a mixer.
  public var lowestLevels: [String: Bool]
  /// True if an automatic gain control is on.
  public var hasAutomaticGain: Bool

  /// A setup as it was found.
  public init(
    device: String, sampleRate: Int, switches: [String: Bool] = [:], lowestLevels: [String: Bool] = [:],
    hasAutomaticGain: Bool = false
  ) {
    self.device = device
    self.sampleRate = sampleRate
    self.switches = switches
    self.lowestLevels = lowestLevels
    self.hasAutomaticGain = hasAutomaticGain
  }

  /// What is wrong with it, the worst first. One of several switches or levels may well be off if it belongs
  /// to an unused input. It is a fault if all are off, or if the one before all inputs is (Linux,
  /// Documentation/sound/designs/control-names.rst: "Capture").
  public var findings: [MicrophoneFinding] {
    var findings: [MicrophoneFinding] = []
    if switches["Capture"] == false || (!switches.isEmpty && !switches.values.contains(true)) {
      findings.append(.switchedOff)
    }
    if lowestLevels["Capture"] == true || (!lowestLevels.isEmpty && !lowestLevels.values.contains(false)) {
      findings.append(.levelAtLowest)
    }
    if sampleRate <= Self.phoneRate || device.lowercased().contains("bluez") {
      findings.append(.phoneQuality)
    }
    if hasAutomaticGain { findings.append(.automaticGain) }
    return findings
  }

  /// A Bluetooth headset with its microphone in use has 8,000 or 16,000 Hz (CVSD and mSBC of the hands-free
  /// profile).
  private static let phoneRate = 16_000
}
