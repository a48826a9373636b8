import Files
import Foundation

/// Names of files in a stream, as unchanged bytes.
enum NameList {
  /// The names on standard input up to its end; empty ones are skipped.
  static func standardInput(endedBy separator: UInt8) -> [FileName] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &block, block.count)
      if count > 0 {
        bytes += block.prefix(count)
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    return bytes.split(separator: separator).map { FileName(bytes: $0) }
  }
}
