import Files
import Glibc

/// Corrects the sizes in the header of a WAV to match the file.
///
/// A recorder that is killed between two writes leaves a header that claims less than the file holds, and
/// players ignore the rest. The samples are never touched and the file never gets shorter: half a frame at
/// its end stays and is not counted.
package enum WAVRepair {
  /// Sets the sizes by the length of the file if the header claims fewer or more samples than the file holds
  /// up to its end.
  /// - Returns: the layout after the repair; `nil` if the header is incomplete, and then nothing was changed.
  /// - Throws: `SoundFileError` if the sizes cannot be written.
  package static func repair(_ descriptor: Int32, path: String) throws(SoundFileError) -> WAVLayout? {
    guard let layout = WAVLayout(descriptor: descriptor) else { return nil }
    // Sizes are 32 bits; samples beyond that stay in the file, but the header does not count them.
    let dataBytes = layout.framesInFile * Int64(layout.frameBytes)
    let data = UInt32(clamping: dataBytes)
    let riff = UInt32(clamping: layout.dataOffset + dataBytes - 8)
    if isWhole(layout) || (layout.dataSize == data && layout.riffSize == riff) { return layout }
    try write(data, at: layout.dataOffset - 4, of: descriptor, path)
    try write(riff, at: 4, of: descriptor, path)
    return WAVLayout(descriptor: descriptor)
  }

  /// True if the header is consistent with the file, so that whatever follows the samples is another chunk.
  private static func isWhole(_ layout: WAVLayout) -> Bool {
    let dataEnd = layout.dataOffset + Int64(layout.dataSize)
    return Int64(layout.riffSize) + 8 == layout.fileSize && dataEnd <= layout.fileSize
      && layout.dataSize > 0
  }

  /// Writes samples at byte `offset`, all of them or as many as the disk takes.
  /// - Returns: the offset after them.
  /// - Throws: `SoundFileError` if they could not all be written.
  package static func write(
    _ samples: ArraySlice<Int16>, at offset: Int64, of descriptor: Int32, _ path: String
  ) throws(SoundFileError) -> Int64 {
    let bytes = samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    try write(bytes, at: offset, of: descriptor, path)
    return offset + Int64(bytes.count)
  }

  private static func write(_ number: UInt32, at offset: Int64, of descriptor: Int32, _ path: String)
    throws(SoundFileError)
  {
    try write((0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }, at: offset, of: descriptor, path)
  }

  private static func write(_ bytes: [UInt8], at offset: Int64, of descriptor: Int32, _ path: String)
    throws(SoundFileError)
  {
    do throws(FileFault) { try Descriptor.write(bytes, at: offset, to: descriptor) } catch {
      throw SoundFileError(error, "repair", path, other: .writeFailed)
    }
  }
}
