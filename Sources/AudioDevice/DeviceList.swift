import CALSA
import Glibc

/// The devices that libasound knows by name.
public struct DeviceList: Hashable, Sendable {
  /// One device.
  public struct Device: Hashable, Sendable {
    /// ALSA name, to be given to `CaptureRequest` or `PlaybackRequest`.
    public let name: String
    /// The device's own description, on one or more lines; may be empty.
    public let description: String
    /// True if it can record.
    public let canCapture: Bool
    /// True if it can play.
    public let canPlay: Bool
  }

  /// Devices in libasound's order; `default` comes first if there is one.
  public let devices: [Device]
  /// True if the kernel has a sound card. Devices without one belong to a sound server or to a configuration.
  public let hasSoundCard: Bool

  /// Asks libasound now. A machine without any device gives an empty list.
  public init() {
    hasSoundCard = SoundCards.arePresent
    var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    let (code, _) = ALSAMessages.collect { snd_device_name_hint(-1, "pcm", &hints) }
    guard code >= 0, let hints else {
      devices = []
      return
    }
    defer { snd_device_name_free_hint(hints) }
    var found: [Device] = []
    var index = 0
    while let hint = hints[index] {
      index += 1
      guard let name = Self.text("NAME", of: hint), !Self.converters.contains(name) else { continue }
      // No direction means both (alsa-lib, namehint.c).
      let direction = Self.text("IOID", of: hint)
      found.append(
        Device(
          name: name, description: Self.text("DESC", of: hint) ?? "", canCapture: direction != "Output",
          canPlay: direction != "Input"))
    }
    devices = found.filter { $0.name == "default" } + found.filter { $0.name != "default" }
  }

  /// Names of devices in alsa-lib and alsa-plugins that only convert for another device, and so have no sound
  /// of their own.
  private static let converters: Set = [
    "null", "lavrate", "samplerate", "speexrate", "speex", "upmix", "vdownmix",
  ]

  private static func text(_ key: String, of hint: UnsafeMutableRawPointer) -> String? {
    guard let text = snd_device_name_get_hint(hint, key) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
