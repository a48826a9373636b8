import Glibc

/// The head of a chunk of a RIFF file: its tag, and how many bytes follow.
struct RIFFChunk {
  /// Four characters, for example `fmt `.
  let tag: String
  /// Bytes of its contents.
  let size: UInt32
  /// First byte of its contents.
  let contents: Int64
  /// True if the tag is printable ASCII, as a real one is.
  let isPrintable: Bool

  /// The most chunks before the samples; a file with more is an attack.
  static let mostBeforeSamples = 1000

  /// The chunk whose head is at byte `offset`; `nil` at the end of the file.
  init?(at offset: Int64, of descriptor: Int32, isBigEndian: Bool = false) {
    guard let head = Self.bytes(8, at: offset, of: descriptor) else { return nil }
    tag = String(decoding: head[..<4], as: UTF8.self)
    let size: UInt32 = Self.number(head[4...])
    self.size = isBigEndian ? size.byteSwapped : size
    contents = offset + 8
    isPrintable = head[..<4].allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// Where the next chunk begins: contents are padded to an even length.
  var end: Int64 { contents + Int64(size) + Int64(size & 1) }

  /// Exactly `count` bytes; `nil` if there are fewer.
  static func bytes(_ count: Int, at offset: Int64, of descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  /// The little-endian number in the first bytes, as many as `Number` has.
  static func number<Number: FixedWidthInteger>(_ bytes: some Sequence<UInt8>) -> Number {
    var result: Number = 0
    for (index, byte) in bytes.prefix(Number.bitWidth / 8).enumerated() {
      result |= Number(byte) << (8 * Number(index))
    }
    return result
  }
}
