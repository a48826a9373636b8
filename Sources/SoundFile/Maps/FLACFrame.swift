/// What STREAMINFO says (RFC 9639, 8.2).
struct FLACInfo: Equatable {
  /// Frames of each block; `nil` if they differ, and blocks are numbered by their first frame.
  let blockFrames: Int64
  let channels: Int
  let rate: Int
  /// Frames of the whole; 0 if the encoder could not go back to write it.
  let total: Int64

  static let length = 34

  /// - Parameter bytes: the 34 bytes of the block.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    let packed: UInt64 = bytes[10...].number(isBigEndian: true)
    rate = Int(packed >> 44)
    channels = Int(packed >> 41 & 7) + 1
    total = Int64(packed & 0xF_FFFF_FFFF)
    blockFrames = Int64(bytes[2...].number(isBigEndian: true) as UInt16)
    guard rate > 0, blockFrames > 0 else { return nil }
  }

  /// The same bytes with another total.
  static func bytes(_ bytes: [UInt8], total: Int64) -> [UInt8] {
    var bytes = bytes
    let total = min(total, 0xF_FFFF_FFFF)
    bytes[13] = bytes[13] & 0xF0 | UInt8(truncatingIfNeeded: total >> 32)
    for index in 0..<4 { bytes[14 + index] = UInt8(truncatingIfNeeded: total >> (24 - 8 * index)) }
    return bytes
  }
}

/// The head of a FLAC frame (RFC 9639, 9.1).
struct FLACFrame {
  /// First frame of sound in it, counted from the beginning of the stream.
  let position: Int64
  /// Frames of sound in it.
  let count: Int64

  /// The most bytes of a head.
  static let most = 16

  /// - Returns: `nil` if these bytes begin no frame of a stream like `info`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ info: FLACInfo) {
    guard bytes.count >= 6, bytes[0] == 0xFF, bytes[1] & 0xFE == 0xF8 else { return nil }
    let (sizeCode, rateCode, layout) = (Int(bytes[2] >> 4), Int(bytes[2] & 15), Int(bytes[3] >> 4))
    let channels = layout < 8 ? layout + 1 : layout < 11 ? 2 : 0
    guard sizeCode != 0, rateCode != 15, channels == info.channels, bytes[3] & 1 == 0 else { return nil }
    var index = 4
    guard let number = Self.number(bytes, &index) else { return nil }
    func next(_ count: Int) -> Int64? {
      guard index + count <= bytes.count else { return nil }
      defer { index += count }
      return bytes[index..<index + count].reduce(0) { $0 << 8 | Int64($1) }
    }
    switch sizeCode {
    case 1: count = 192
    case 2...5: count = 576 << (sizeCode - 2)
    case 6, 7:
      guard let size = next(sizeCode - 5) else { return nil }
      count = size + 1
    default: count = 256 << (sizeCode - 8)
    }
    if rateCode >= 12 { guard next(rateCode == 12 ? 1 : 2) != nil else { return nil } }
    guard index < bytes.count, Checksum.flacHead(bytes[..<index]) == bytes[index] else { return nil }
    let isVariable = bytes[1] & 1 == 1
    position = isVariable ? number : number * info.blockFrames
  }

  /// A number as UTF-8 codes it, up to 36 bits.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int64? {
    let first = bytes[index]
    let ones = (~first).leadingZeroBitCount
    guard ones != 1, ones <= 7, index + max(1, ones) < bytes.count else { return nil }
    guard ones > 0 else {
      index += 1
      return Int64(first)
    }
    var number = Int64(ones >= 7 ? 0 : first & (0x7F >> UInt8(ones)))
    for byte in bytes[(index + 1)..<(index + ones)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      number = number << 6 | Int64(byte & 0x3F)
    }
    index += ones
    return number
  }
}
