import Files
import Foundation
import Practice

/// What standard input brings to `analyze -`: a sound, or the names of files. The bytes decide.
enum StandardInput {
  /// Where the sound can be opened.
  case sound(FileName)
  case names([FileName])

  /// Reads standard input to its end.
  /// - Parameter separator: what names end with; `nil` to find out.
  /// - Throws: `SpoolFailed`, `NoSoundNoList`.
  static func read(endedBy separator: UInt8?) throws -> StandardInput {
    var bytes: [UInt8] = []
    while bytes.count < SpooledSound.prefixLength, append(to: &bytes) {}
    if separator == nil, SpooledSound.isSound(bytes) {
      return .sound(try sound(from: STDIN_FILENO, begun: bytes))
    }
    while append(to: &bytes) {}
    if let separator { return .names(NameList(bytes, endedBy: separator).names) }
    let list = NameList(bytes)
    guard list.isPlausible else { throw NoSoundNoList() }
    return .names(list.names)
  }

  /// Where the sound of `file` can be opened, if its name is that of an open pipe, like `/dev/stdin` or what a shell puts in place
  /// of `<(…)`.
  static func piped(_ file: FileName) throws -> FileName? {
    guard ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"].contains(where: { file.text.hasPrefix($0) }) else {
      return nil
    }
    var status = stat()
    guard file.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFIFO else { return nil }
    let number = file.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard number >= 0 else { return nil }
    defer { close(number) }
    return try SpooledSound(from: number).location
  }

  private static func sound(from number: Int32, begun: [UInt8]) throws -> FileName {
    // A file behind `<` needs no copy.
    var status = stat()
    if fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      lseek(number, 0, SEEK_CUR) == off_t(begun.count)
    {
      return FileName("/proc/self/fd/\(number)")
    }
    return try SpooledSound(from: number, begun: begun).location
  }

  /// - Returns: false at the end.
  private static func append(to bytes: inout [UInt8]) -> Bool {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(STDIN_FILENO, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes += block.prefix(count)
      return true
    }
  }
}

/// Standard input that is neither.
struct NoSoundNoList: Worded {
  var words: String { "what comes through standard input is no sound that Aloud knows, and no list of files" }
}
