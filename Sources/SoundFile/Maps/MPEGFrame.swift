/// The head of a frame of MPEG audio, layers 1 to 3 (ISO 11172-3, 2.4.2.3; ISO 13818-3 for the lower rates).
struct MPEGFrame: Equatable {
  /// 3: MPEG-1, 2: MPEG-2, 0: the unofficial 2.5.
  let version: UInt8
  /// 1, 2 or 3.
  let layer: Int
  /// Frames per second of the sound.
  let rate: Int
  let channels: Int
  /// Bytes of the whole frame, its head included.
  let length: Int

  /// - Returns: `nil` where there is no such head, or it does not say how long the frame is.
  init?(_ head: some Collection<UInt8>) {
    let bytes = Array(head.prefix(4))
    guard bytes.count == 4, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return nil }
    version = bytes[1] >> 3 & 3
    layer = 4 - Int(bytes[1] >> 1 & 3)
    let (bitrate, rate) = (Int(bytes[2] >> 4), Int(bytes[2] >> 2 & 3))
    guard version != 1, layer != 4, bitrate != 0, bitrate != 15, rate != 3 else { return nil }
    let isFirst = version == 3
    self.rate = [44_100, 48_000, 32_000][rate] >> (isFirst ? 0 : version == 2 ? 1 : 2)
    channels = bytes[3] >> 6 == 3 ? 1 : 2
    let kilobits =
      isFirst ? Self.kilobits[layer - 1][bitrate] : Self.lowKilobits[layer == 1 ? 0 : 1][bitrate]
    let padding = Int(bytes[2] >> 1 & 1)
    length =
      layer == 1
      ? (12_000 * kilobits / self.rate + padding) * 4
      : (layer == 3 && !isFirst ? 72_000 : 144_000) * kilobits / self.rate + padding
  }

  /// Frames of sound in it.
  var frames: Int64 { layer == 1 ? 384 : layer == 3 && version != 3 ? 576 : 1152 }

  /// True if both belong to one stream. Bit rate and length may differ.
  func isLike(_ other: MPEGFrame) -> Bool {
    version == other.version && layer == other.layer && rate == other.rate && channels == other.channels
  }

  /// Bytes between the head and the first byte of the sound in layer 3, where a frame of information begins instead.
  var sideLength: Int { version == 3 ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17) }

  private static let kilobits = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ]
  private static let lowKilobits = [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]
}
