/// The cyclic redundancy checks of Ogg and FLAC.
package enum Checksum {
  /// CRC-32 of a page of Ogg (RFC 3533, 6: polynomial 0x04C11DB7, begun with 0, not reflected), continued from `start`.
  package static func ogg(_ bytes: UnsafeBufferPointer<UInt8>, from start: UInt32 = 0) -> UInt32 {
    oggTables.withUnsafeBufferPointer { table in
      var sum = start
      var index = 0
      // Four bytes at a time, each with a table of its own.
      while index + 4 <= bytes.count {
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt32.self)
        let mixed = sum ^ UInt32(bigEndian: word)
        sum = table[768 + Int(mixed >> 24)] ^ table[512 + Int(mixed >> 16 & 0xFF)]
        sum ^= table[256 + Int(mixed >> 8 & 0xFF)] ^ table[Int(mixed & 0xFF)]
        index += 4
      }
      while index < bytes.count {
        sum = sum << 8 ^ table[Int(sum >> 24 ^ UInt32(bytes[index]))]
        index += 1
      }
      return sum
    }
  }

  /// CRC-8 of the head of a FLAC frame (RFC 9639, 9.1.8: polynomial 0x07).
  static func flacHead(_ bytes: some Sequence<UInt8>) -> UInt8 {
    bytes.reduce(0) { sum, byte in
      (0..<8).reduce(sum ^ byte) { sum, _ in sum << 1 ^ (sum & 0x80 != 0 ? 0x07 : 0) }
    }
  }

  /// CRC-16 of a FLAC frame (RFC 9639, 9.3: polynomial 0x8005), continued from `start`; 0 over a whole frame.
  static func flacFrame(_ bytes: UnsafeBufferPointer<UInt8>, from start: UInt16 = 0) -> UInt16 {
    flacTable.withUnsafeBufferPointer { table in
      bytes.reduce(start) { sum, byte in sum << 8 ^ table[Int(sum >> 8 ^ UInt16(byte))] }
    }
  }

  private static let flacTable: [UInt16] = (0..<256).map { index in
    (0..<8).reduce(UInt16(index) << 8) { sum, _ in sum << 1 ^ (sum & 0x8000 != 0 ? 0x8005 : 0) }
  }

  private static let oggTables: [UInt32] = {
    var tables = (0..<256).map { index in
      (0..<8).reduce(UInt32(index) << 24) { sum, _ in sum << 1 ^ (sum & 0x8000_0000 != 0 ? 0x04C1_1DB7 : 0) }
    }
    for index in 256..<1024 {
      let before = tables[index - 256]
      tables.append(before << 8 ^ tables[Int(before >> 24)])
    }
    return tables
  }()
}
