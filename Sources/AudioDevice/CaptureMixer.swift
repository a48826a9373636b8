import CALSA
import Glibc

/// What the mixer of a sound card says about its capture side. It is only read, never changed.
public struct CaptureMixer: Hashable, Sendable {
  /// One control that has to do with capture.
  public struct Control: Hashable, Sendable {
    /// Its name, for example `Capture` or `Mic`.
    public let name: String
    /// True if capture is switched on; `nil` without such a switch.
    public let isOn: Bool?
    /// True if the level is at its lowest; `nil` without a level.
    public let isAtLowest: Bool?
  }

  /// The controls, in the mixer's order.
  public let controls: [Control]
  /// True if an automatic gain control is on.
  public let hasAutomaticGain: Bool

  /// Reads the mixer behind a capture device. `nil` if there is none or none that can be read: a sound
  /// server's device may have no mixer, and a machine may have no card.
  public init?(behind device: String) {
    guard let (controls, gain) = ALSAMessages.collect({ Self.read(Self.mixer(of: device)) }).0 else {
      return nil
    }
    self.controls = controls
    hasAutomaticGain = gain
  }

  /// The name of a device's mixer: `hw:1` for `plughw:1,0`, `hw:CARD=USB` for `front:CARD=USB,DEV=0`. A
  /// device without a card in its name, like `default`, keeps its own name.
  static func mixer(of device: String) -> String {
    guard let colon = device.firstIndex(of: ":") else { return device }
    let card = device[device.index(after: colon)...].prefix { $0 != "," }
    let isCard = card.hasPrefix("CARD=") || (!card.isEmpty && card.allSatisfy(\.isNumber))
    return isCard ? "hw:" + card : device
  }

  private static func read(_ name: String) -> ([Control], Bool)? {
    var mixer: OpaquePointer?
    guard snd_mixer_open(&mixer, 0) >= 0, let mixer else { return nil }
    defer { snd_mixer_close(mixer) }
    guard snd_mixer_attach(mixer, name) >= 0, snd_mixer_selem_register(mixer, nil, nil) >= 0,
      snd_mixer_load(mixer) >= 0
    else { return nil }
    var controls: [Control] = []
    var hasAutomaticGain = false
    var element = snd_mixer_first_elem(mixer)
    while let current = element {
      element = snd_mixer_elem_next(current)
      guard snd_mixer_selem_is_active(current) != 0, let text = snd_mixer_selem_get_name(current) else {
        continue
      }
      let name = String(cString: text)
      if isAutomaticGain(name) {
        let isOn =
          captureSwitch(current)
          ?? isOn(
            current, snd_mixer_selem_has_playback_switch, snd_mixer_selem_get_playback_switch)
        hasAutomaticGain = hasAutomaticGain || isOn ?? false
      } else if let control = control(current, name) {
        controls.append(control)
      }
    }
    return (controls, hasAutomaticGain)
  }

  /// "Auto Gain Control" is the name of USB audio (Linux, sound/usb/mixer.c); some drivers say AGC.
  private static func isAutomaticGain(_ name: String) -> Bool {
    name.contains("Auto Gain") || name.split(separator: " ").contains("AGC")
  }

  private static func control(_ element: OpaquePointer, _ name: String) -> Control? {
    let (isOn, isAtLowest) = (captureSwitch(element), isAtLowest(element))
    return isOn == nil && isAtLowest == nil ? nil : Control(name: name, isOn: isOn, isAtLowest: isAtLowest)
  }

  private static func captureSwitch(_ element: OpaquePointer) -> Bool? {
    isOn(element, snd_mixer_selem_has_capture_switch, snd_mixer_selem_get_capture_switch)
  }

  /// The state of a switch, read with the two functions that libasound has for its kind; `nil` without the
  /// switch.
  private static func isOn(
    _ element: OpaquePointer, _ has: (OpaquePointer) -> Int32,
    _ get: (OpaquePointer, snd_mixer_selem_channel_id_t, UnsafeMutablePointer<Int32>) -> Int32
  ) -> Bool? {
    var value: Int32 = 0
    guard has(element) != 0, get(element, SND_MIXER_SCHN_MONO, &value) >= 0 else { return nil }
    return value != 0
  }

  private static func isAtLowest(_ element: OpaquePointer) -> Bool? {
    var (lowest, highest, value) = (0, 0, 0)
    guard snd_mixer_selem_has_capture_volume(element) != 0,
      snd_mixer_selem_get_capture_volume_range(element, &lowest, &highest) >= 0, lowest < highest,
      snd_mixer_selem_get_capture_volume(element, SND_MIXER_SCHN_MONO, &value) >= 0
    else { return nil }
    return value <= lowest
  }
}
