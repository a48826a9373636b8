import Glibc

/// What the system lets this process do (setrlimit(2)), looked at before a recording begins: in the middle of an
/// answer it would be too late.
enum ProcessLimits {
  /// - Parameter bytes: size of the largest file to be written.
  /// - Throws: `LimitTooLow`.
  static func require(fileOf bytes: Int64) throws(LimitTooLow) {
    let fileSize = limit(RLIMIT_FSIZE.rawValue)
    if fileSize < bytes { throw LimitTooLow(of: .fileSize, limit: fileSize, needed: bytes) }
    let stack = limit(RLIMIT_STACK.rawValue)
    if stack < leastStack { throw LimitTooLow(of: .stack, limit: stack, needed: leastStack) }
    raiseOpenFiles()
    let openFiles = limit(RLIMIT_NOFILE.rawValue)
    if openFiles < mostOpenFiles {
      throw LimitTooLow(of: .openFiles, limit: openFiles, needed: mostOpenFiles)
    }
  }

  /// More files than a recording has open at one time: 19 were counted with a microphone that needs no sound server.
  private static let mostOpenFiles: Int64 = 64

  /// A thread gets as much stack as this limit. With 64 KiB one overflowed, and the program died; 128 were enough.
  private static let leastStack: Int64 = 256 << 10

  /// A process may raise its own limit up to the hard one.
  private static func raiseOpenFiles() {
    var files = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(kind, &files) == 0, files.rlim_cur < rlim_t(mostOpenFiles) else { return }
    files.rlim_cur = min(files.rlim_max, rlim_t(mostOpenFiles))
    setrlimit(kind, &files)
  }

  /// The limit in force; the largest number if there is none.
  private static func limit(_ resource: UInt32) -> Int64 {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource), &limit) == 0 else { return .max }
    return Int64(clamping: limit.rlim_cur)
  }
}

/// A limit of this process is too low for a recording.
public struct LimitTooLow: Error {
  /// What is limited.
  public enum Resource: Sendable {
    /// The size of a file, in bytes (`RLIMIT_FSIZE`).
    case fileSize
    /// The stack of a thread, in bytes (`RLIMIT_STACK`).
    case stack
    /// Files that are open at one time (`RLIMIT_NOFILE`).
    case openFiles
  }

  /// What is limited.
  public let resource: Resource
  /// The limit, and what the longest answer needs.
  public let limit, needed: Int64

  init(of resource: Resource, limit: Int64, needed: Int64) {
    self.resource = resource
    self.limit = limit
    self.needed = needed
  }
}
