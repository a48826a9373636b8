/// How the device was opened.
public struct DeviceChain: Hashable, Sendable, Codable {
  /// ALSA name, for example `default` or `plughw:CARD=USB`.
  public var name: String
  /// Frames per second.
  public var sampleRate: Int
  /// Channels captured; the file is mono.
  public var channels: Int
  /// ALSA sample format, for example `S16_LE`.
  public var sampleFormat: String
  /// Frames per period as granted.
  public var periodSize: Int
  /// Frames in the device buffer as granted.
  public var bufferSize: Int

  /// A device as granted.
  public init(
    name: String, sampleRate: Int, channels: Int, sampleFormat: String, periodSize: Int, bufferSize: Int
  ) {
    self.name = name
    self.sampleRate = sampleRate
    self.channels = channels
    self.sampleFormat = sampleFormat
    self.periodSize = periodSize
    self.bufferSize = bufferSize
  }
}
