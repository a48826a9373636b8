import Glibc

/// The chunks of a RIFF WAVE file as far as its samples, found without libsndfile.
///
/// libsndfile looks for chunks also where there are none: in some damaged files for ever (1.2.0, found by `scripts/fuzz
/// wav`). So it is asked only when the chunks lead to samples, and shown no chunk but those it needs: see `WAVView`.
struct WAVChunks {
  /// Where the tags stand of chunks before the samples that say nothing about them.
  private(set) var others: [Int64] = []
  /// First byte after the samples.
  private(set) var end: Int64 = 0

  /// More chunks than this before the samples are no header but an attack.
  private static let mostChunks = 1000
  private static let needed: Set = ["fmt ", "fact", "ds64", "JUNK"]

  /// Is there nothing in the file that libsndfile need not see?
  func isPlain(fileSize: Int64) -> Bool { others.isEmpty && end == fileSize }

  /// - Returns: `nil` when the chunks lead to no samples.
  init?(descriptor: Int32, fileSize: Int64) {
    guard let riff = Self.bytes(12, at: 0, of: descriptor) else { return nil }
    let isBigEndian = riff[3] == UInt8(ascii: "X")
    var offset: Int64 = 12
    var longSize: UInt64?
    var hasFormat = false
    for _ in 0..<Self.mostChunks {
      guard let chunk = Self.bytes(8, at: offset, of: descriptor),
        chunk[..<4].allSatisfy({ (0x20...0x7E).contains($0) })
      else { return nil }
      let tag = String(decoding: chunk[..<4], as: UTF8.self)
      let size = Self.number(chunk[4...], isBigEndian: isBigEndian)
      switch tag {
      case "data":
        guard hasFormat else { return nil }
        let length = size == 0xFFFF_FFFF ? longSize ?? 0 : size
        let most = fileSize - offset - 8
        // 0: a recorder that never got to say it.
        end = offset + 8 + (length == 0 ? most : min(most, Int64(clamping: length)))
        return
      case "fmt ":
        hasFormat = true
      case "ds64":
        // Size of the whole, then of the samples (EBU Tech 3306).
        longSize = Self.bytes(8, at: offset + 16, of: descriptor).map {
          Self.number($0[...], isBigEndian: false)
        }
      default:
        if !Self.needed.contains(tag) { others.append(offset) }
      }
      offset += 8 + Int64(size) + Int64(size & 1)
    }
    return nil
  }

  private static func bytes(_ count: Int, at offset: Int64, of descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> UInt64 {
    (isBigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
