import Files
import Foundation

/// Names of files in a stream, as unchanged bytes.
struct NameList {
  /// The names; empty ones are left out.
  let names: [FileName]
  /// False if the bytes are rather those of something else, so that each "name" would only be an error.
  let isPlausible: Bool

  /// Names that end with `separator`, whatever they look like.
  init(_ bytes: [UInt8], endedBy separator: UInt8) {
    names = bytes.split(separator: separator).map { FileName(bytes: $0) }
    isPlausible = true
  }

  /// A list as programs write it: one name a line, perhaps with the line ends of Windows or a byte-order mark, in UTF-8 or
  /// UTF-16; or names that end with NUL.
  init(_ bytes: [UInt8]) {
    let text = Self.text(bytes)
    let separator: UInt8 = text.contains(0) ? 0 : 10
    let lines = text.split(separator: separator).map(Array.init)
    names = lines.map { line in
      // A name may end with a carriage return; a line of Windows does.
      guard separator == 10, line.last == 13, !Self.exists(FileName(bytes: line)) else {
        return FileName(bytes: line)
      }
      return FileName(bytes: line.dropLast())
    }.filter { !$0.bytes.isEmpty }
    isPlausible = Self.isText(text.prefix(4096)) || names.prefix(16).contains(where: Self.exists)
  }

  private static func exists(_ name: FileName) -> Bool { name.withCString { access($0, F_OK) } == 0 }

  /// The bytes without a byte-order mark, in UTF-8.
  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    for (mark, isBig) in [([0xFF, 0xFE] as [UInt8], false), ([0xFE, 0xFF], true)]
    where bytes.starts(with: mark) {
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0]) << (isBig ? 8 : 0) | UInt16(bytes[$0 + 1]) << (isBig ? 0 : 8)
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
    return bytes
  }

  /// True if this is text, with no control characters but those of lines and lists.
  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    // The last character may be cut.
    let isValid = (0..<4).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
    return isValid && !bytes.contains { $0 < 0x20 && ![0, 9, 10, 13].contains($0) }
  }
}
