import SoundFile

/// Small sounds in formats of frames and pages, made by hand: what they hold is of no matter, their walls are.
enum SoundSeeds {
  static var all: [[UInt8]] { [mp3, flac, opus, aiff, caf] }

  /// Twelve frames of MP3 at 44.1 kHz and 128 kbit/s, of silence.
  private static var mp3: [UInt8] {
    (0..<12).flatMap { _ in [0xFF, 0xFB, 0x90, 0xC4] + [UInt8](repeating: 0, count: 413) }
  }

  /// The head of a FLAC stream of 4,096 frames a block, and the head of one frame.
  private static var flac: [UInt8] {
    let info: [UInt8] = [0x10, 0, 0x10, 0] + [0, 0, 0, 0, 0, 0] + [0x03, 0xE8, 0x00, 0xF0, 0, 0, 0x10, 0]
    return Array("fLaC".utf8) + [0x80, 0, 0, 34] + info + [UInt8](repeating: 0, count: 16)
      + [0xFF, 0xF8, 0xC5, 0x08, 0x00, 0x24] + [UInt8](repeating: 0, count: 40)
  }

  /// Four pages of Opus.
  private static var opus: [UInt8] {
    let head = Array("OpusHead".utf8) + [1, 1, 0x38, 1, 0x80, 0x3E, 0, 0, 0, 0, 0]
    let tags = Array("OpusTags".utf8) + [UInt8](repeating: 0, count: 8)
    let pages = [
      page(0, head, flags: 2, at: 0), page(1, tags, at: 0), page(2, [0x08, 1, 2, 3], at: 960),
      page(3, [0x08, 1, 2, 3], flags: 4, at: 72_960),
    ]
    return withChecksums(pages.flatMap(\.self)) ?? []
  }

  private static func page(_ number: UInt8, _ packet: [UInt8], flags: UInt8 = 0, at position: UInt32)
    -> [UInt8]
  {
    let place = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(position) >> (8 * UInt64($0))) }
    return Array("OggS".utf8) + [0, flags] + place + [1, 0, 0, 0] + [number, 0, 0, 0] + [0, 0, 0, 0]
      + [1, UInt8(packet.count)] + packet
  }

  private static var aiff: [UInt8] {
    let common: [UInt8] = [0, 1, 0, 0, 0, 4, 0, 16, 0x40, 0x0C, 0xFA, 0, 0, 0, 0, 0, 0, 0]
    return Array("FORM".utf8) + [0, 0, 0, 0] + Array("AIFFCOMM".utf8) + [0, 0, 0, 18] + common
      + Array("SSND".utf8)
      + [0, 0, 0, 16] + [UInt8](repeating: 0, count: 16)
  }

  private static var caf: [UInt8] {
    let rate: [UInt8] = [0x40, 0xCF, 0x40, 0, 0, 0, 0, 0]
    let layout: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 16]
    return Array("caff".utf8) + [0, 1, 0, 0] + Array("desc".utf8) + [0, 0, 0, 0, 0, 0, 0, 32] + rate
      + Array("lpcm".utf8)
      + layout + Array("data".utf8) + [UInt8](repeating: 0xFF, count: 8) + [UInt8](repeating: 0, count: 20)
  }

  /// The same bytes with the checksum of each page of Ogg put right; `nil` if they begin none.
  static func withChecksums(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: Array("OggS".utf8)) else { return nil }
    var bytes = bytes
    var start = 0
    while start + 27 <= bytes.count, bytes[start..<start + 4].elementsEqual("OggS".utf8) {
      let table = start + 27..<min(bytes.count, start + 27 + Int(bytes[start + 26]))
      let end = min(bytes.count, bytes[table].reduce(table.upperBound) { $0 + Int($1) })
      for index in 22..<26 { bytes[start + index] = 0 }
      let sum = bytes[start..<end].withUnsafeBufferPointer { Checksum.ogg($0) }
      for index in 0..<4 { bytes[start + 22 + index] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(index))) }
      start = end
    }
    return bytes
  }
}
