public import Signal

/// The wanted settings of a microphone. What is granted can differ; it is in `Microphone.format`.
public struct CaptureRequest: Hashable, Sendable {
  /// ALSA name, for example `default` or `plughw:CARD=USB`.
  public var device: String
  /// Wanted frames per second; the nearest rate that the device has is used.
  public var sampleRate: SampleRate
  /// Wanted length of a period in milliseconds: how often frames arrive.
  public var periodMilliseconds: Int
  /// Wanted length of the device's buffer in milliseconds: how late Aloud may read.
  public var bufferMilliseconds: Int
  /// Channels to take, if the device has several.
  public var channels: ChannelSelection

  /// The defaults suit a spoken answer: 48 kHz, 20 ms periods, two seconds of buffer.
  public init(
    device: String, sampleRate: SampleRate = .preferred, periodMilliseconds: Int = 20,
    bufferMilliseconds: Int = 2000, channels: ChannelSelection = .automatic
  ) {
    self.device = device
    self.sampleRate = sampleRate
    self.periodMilliseconds = periodMilliseconds
    self.bufferMilliseconds = bufferMilliseconds
    self.channels = channels
  }
}

/// What a device granted.
public struct CaptureFormat: Hashable, Sendable {
  /// ALSA name of the device.
  public let device: String
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Channels of the device; what is read is always mono.
  public let channels: Int
  /// ALSA sample format of the device, for example `S16_LE`; what is read is always 16 bits.
  public let sampleFormat: String
  /// Frames per period.
  public let periodSize: Int
  /// Frames in the device's buffer.
  public let bufferSize: Int
}
