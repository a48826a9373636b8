public import Files
import Foundation
import SoundFile

/// Sound that comes through a pipe, kept in a file without a name while it is measured: formats have to be looked at from both
/// ends. Only this program can open the file, and it is gone when the program ends.
public struct SpooledSound: Sendable {
  /// Where the sound can be opened, for as long as this program runs.
  public let location: FileName

  /// Reads all that comes from `descriptor`.
  /// - Parameter begun: what was read of it before.
  /// - Throws: `SpoolFailed`.
  public init(from descriptor: Int32, begun: [UInt8] = []) throws(SpoolFailed) {
    let folder = NSTemporaryDirectory()
    var template = Array((folder + (folder.hasSuffix("/") ? "" : "/") + "aloud-XXXXXX").utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw SpoolFailed(errno) }
    unlink(template)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    location = FileName("/proc/self/fd/\(number)")
    try Self.write(begun[...], to: number)
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SpoolFailed(errno) }
      guard count > 0 else { return }
      try Self.write(block[..<count], to: number)
    }
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to number: Int32) throws(SpoolFailed) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SpoolFailed(errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// True if a sound that `analyze` can measure begins with these bytes; `prefixLength` of them are enough.
  public static func isSound(_ prefix: [UInt8]) -> Bool { SoundFormat.begins(prefix) }

  /// Bytes that tell a sound from a list of names.
  public static let prefixLength = SoundFormat.prefixLength
}

/// Sound from a pipe could not be kept.
public struct SpoolFailed: Worded {
  private let code: Int32

  init(_ code: Int32) { self.code = code }

  /// What failed and why.
  public var words: String {
    "the sound on standard input could not be kept while it is measured (\(String(cString: strerror(code))))"
  }
}
