public import AudioDevice
public import Rehearsal
import Signal

extension Microphone {
  /// What the device granted, as a take keeps it.
  public var chain: DeviceChain {
    DeviceChain(
      name: format.device, sampleRate: format.sampleRate.hertz, channels: format.channels,
      sampleFormat: format.sampleFormat, periodSize: format.periodSize, bufferSize: format.bufferSize)
  }
}
