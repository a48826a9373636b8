/// How a microphone is set up, as far as can be told without hearing it.
public struct MicrophoneSetup: Hashable, Sendable {
  /// Name of the device.
  public var device: String
  /// Its frames per second.
  public var sampleRate: Int
  /// Capture switches of the mixer by name: on or off. Empty without a mixer.
  public var switches: [String: Bool]
  /// Capture levels of the mixer by name: is it at the lowest? Empty without a mixer.
  public var lowestLevels: [String: Bool]
  /// Is an automatic gain control on?
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

  /// What is wrong with it, the worst first. Of several switches or levels one may well be off, that of an input that
  /// nobody uses; but not all of them, and not the one that stands before all inputs (Linux,
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

  /// A Bluetooth headset that hears has 8,000 or 16,000 Hz (CVSD and mSBC of the hands-free profile).
  private static let phoneRate = 16_000
}
