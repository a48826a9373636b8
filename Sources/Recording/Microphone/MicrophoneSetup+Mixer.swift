public import AudioDevice
import Signal

extension MicrophoneSetup {
  /// The setup of an open device, with the settings of its mixer if it has one.
  public init(of format: CaptureFormat, mixer: CaptureMixer?) {
    let controls = mixer?.controls ?? []
    self.init(
      device: format.device, sampleRate: format.sampleRate.hertz,
      switches: Dictionary(controls.compactMap { control in control.isOn.map { (control.name, $0) } }) {
        $0 || $1
      },
      lowestLevels: Dictionary(
        controls.compactMap { control in control.isAtLowest.map { (control.name, $0) } }
      ) { $0 && $1 },
      hasAutomaticGain: mixer?.hasAutomaticGain ?? false)
  }
}
