public import AudioDevice
public import Rehearsal
import Signal

/// How a device was opened. A sidecar keeps this under `device` beside the name and the rate, for a person
/// who looks for the cause of a bad recording. Aloud itself never reads it.
struct DeviceOpening: Encodable {
  /// Channels captured; the file is mono.
  var channels = 1
  /// ALSA sample format, for example `S16_LE`.
  var sampleFormat = "unknown"
  /// Frames per period as granted; 0 if unknown.
  var periodSize = 0
  /// Frames in the device buffer as granted; 0 if unknown.
  var bufferSize = 0

  /// For a take whose sidecar was lost. All keys must be present: Aloud 0.1 cannot read a sidecar without
  /// them.
  static let unknown = DeviceOpening()
}

extension DeviceOpening {
  init(_ format: CaptureFormat) {
    self.init(
      channels: format.channels, sampleFormat: format.sampleFormat, periodSize: format.periodSize,
      bufferSize: format.bufferSize)
  }
}

extension Take.Device {
  /// The device of a recording.
  public init(_ format: CaptureFormat) {
    self.init(name: format.device, sampleRate: format.sampleRate.hertz)
  }
}
