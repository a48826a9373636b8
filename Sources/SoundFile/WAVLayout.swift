import Glibc

/// Where things are in a RIFF WAVE file, read from its chunks.
package struct WAVLayout: Equatable, Sendable {
  /// Frames per second, as the header says.
  package let sampleRate: Int
  /// Channels, as the header says.
  package let channels: Int
  /// Bytes of one frame.
  package let frameBytes: Int
  /// First byte of the samples.
  package let dataOffset: Int64
  /// Bytes of samples that the header claims.
  package let dataSize: UInt32
  /// Bytes after the first eight that the header claims.
  package let riffSize: UInt32
  /// Bytes in the file.
  package let fileSize: Int64

  /// Reads the layout of the file behind `descriptor`; `nil` when it is no PCM WAV, or its header is not whole.
  package init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    fileSize = Int64(status.st_size)
    guard let riff = Self.bytes(12, at: 0, of: descriptor), Self.tag(riff, 0) == "RIFF",
      Self.tag(riff, 8) == "WAVE"
    else { return nil }
    riffSize = Self.number(riff, 4)
    var format: [UInt8]?
    var offset: Int64 = 12
    for _ in 0..<Self.mostChunks {
      guard let chunk = Self.bytes(8, at: offset, of: descriptor) else { return nil }
      let size = Self.number(chunk, 4)
      switch Self.tag(chunk, 0) {
      case "fmt ":
        format = Self.bytes(16, at: offset + 8, of: descriptor)
      case "data":
        guard let format else { return nil }
        let channels = Int(format[2]) | Int(format[3]) << 8
        let frameBytes = Int(format[12]) | Int(format[13]) << 8
        guard channels > 0, frameBytes > 0 else { return nil }
        self.channels = channels
        self.frameBytes = frameBytes
        sampleRate = Int(Self.number(format, 4))
        dataOffset = offset + 8
        dataSize = size
        return
      default:
        break
      }
      offset += 8 + Int64(size) + Int64(size & 1)
    }
    return nil
  }

  /// Whole frames between the header and the end of the file.
  package var framesInFile: Int64 { max(0, fileSize - dataOffset) / Int64(frameBytes) }

  /// Whole frames that the header claims.
  package var framesInHeader: Int64 { Int64(dataSize) / Int64(frameBytes) }

  /// More chunks than this before the samples are no header but an attack.
  private static let mostChunks = 100

  private static func bytes(_ count: Int, at offset: Int64, of descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  private static func tag(_ bytes: [UInt8], _ index: Int) -> String {
    String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
  }

  private static func number(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << (8 * UInt32($1)) }
  }
}
