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

  /// Reads the layout of the file behind `descriptor`; `nil` if it is not a PCM WAV or its header is
  /// incomplete.
  package init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    fileSize = Int64(status.st_size)
    guard let riff = RIFFChunk(at: 0, of: descriptor), riff.tag == "RIFF",
      RIFFChunk.bytes(4, at: riff.contents, of: descriptor) == Array("WAVE".utf8)
    else { return nil }
    riffSize = riff.size
    var format: [UInt8]?
    var offset: Int64 = 12
    for _ in 0..<RIFFChunk.mostBeforeSamples {
      guard let chunk = RIFFChunk(at: offset, of: descriptor) else { return nil }
      switch chunk.tag {
      case "fmt ":
        format = RIFFChunk.bytes(16, at: chunk.contents, of: descriptor)
      case "data":
        guard let format else { return nil }
        let channels = Int(format[2]) | Int(format[3]) << 8
        let frameBytes = Int(format[12]) | Int(format[13]) << 8
        guard channels > 0, frameBytes > 0 else { return nil }
        self.channels = channels
        self.frameBytes = frameBytes
        sampleRate = Int(RIFFChunk.number(format[4...]) as UInt32)
        dataOffset = chunk.contents
        dataSize = chunk.size
        return
      default:
        break
      }
      offset = chunk.end
    }
    return nil
  }

  /// Whole frames between the header and the end of the file.
  package var framesInFile: Int64 { max(0, fileSize - dataOffset) / Int64(frameBytes) }

  /// Whole frames that the header claims.
  package var framesInHeader: Int64 { Int64(dataSize) / Int64(frameBytes) }
}
