public import AudioDevice
public import Rehearsal
import Signal

extension Take.Device {
  /// The device of a recording, with how it was opened.
  public init(_ format: CaptureFormat) {
    self.init(
      name: format.device, sampleRate: format.sampleRate.hertz, channels: format.channels,
      sampleFormat: format.sampleFormat, periodSize: format.periodSize, bufferSize: format.bufferSize)
  }

  /// The device of a take whose sidecar was lost. All keys have to be there: Aloud 0.1 reads no sidecar without them.
  static func unknown(at rate: SampleRate, channels: Int) -> Take.Device {
    Take.Device(
      name: "unknown", sampleRate: rate.hertz, channels: channels, sampleFormat: "unknown", periodSize: 0,
      bufferSize: 0)
  }

  /// - Parameters:
  ///   - channels: channels captured; the file is mono.
  ///   - sampleFormat: ALSA sample format, for example `S16_LE`.
  ///   - periodSize: frames per period as granted; 0 if unknown.
  ///   - bufferSize: frames in the device buffer as granted; 0 if unknown.
  private init(
    name: String, sampleRate: Int, channels: Int, sampleFormat: String, periodSize: Int, bufferSize: Int
  ) {
    self.init(
      name: name, sampleRate: sampleRate,
      opening: [
        "channels": .number(Int64(channels)), "sampleFormat": .text(sampleFormat),
        "periodSize": .number(Int64(periodSize)), "bufferSize": .number(Int64(bufferSize)),
      ])
  }
}
