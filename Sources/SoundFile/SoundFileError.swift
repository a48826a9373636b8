import Glibc

/// Why a sound file could not be opened, read or written.
public struct SoundFileError: Error, Hashable, Sendable {
  /// What the caller can act on.
  public enum Kind: String, Sendable {
    /// There is no such file or folder.
    case missing
    /// The file is already there; a recording never replaces one.
    case alreadyExists
    /// The user may not open it.
    case notPermitted
    /// A folder, device, pipe or symbolic link where a regular file is needed.
    case notAFile
    /// The file has no bytes.
    case empty
    /// Not one of the sound formats that Aloud opens, or too damaged to tell.
    case notSound
    /// A sound file with a sample rate or channel count outside what Aloud takes.
    case unsupported
    /// The volume is full, or the user's share of it.
    case diskFull
    /// Reading stopped with an error.
    case readFailed
    /// Writing stopped with an error.
    case writeFailed
  }

  /// What the caller can act on.
  public let kind: Kind
  /// What was being done, for example `open` or `write`.
  public let operation: String
  /// The file.
  public let path: String
  /// What the system or libsndfile said.
  public let detail: String

  init(_ kind: Kind, _ operation: String, _ path: String, _ detail: String) {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.detail = detail
  }

  /// A synchronization of `path` that failed.
  package init(synchronizing path: String, errno code: Int32) {
    self.init(errno: code, "synchronize", path, other: .writeFailed)
  }

  /// The one table from errno to kind; a code that is not listed becomes `other`.
  init(errno code: Int32, _ operation: String, _ path: String, other: Kind) {
    let kind: Kind =
      switch code {
      case ENOENT: .missing
      case EEXIST: .alreadyExists
      case EACCES, EPERM, EROFS: .notPermitted
      case EISDIR, ENOTDIR, ELOOP, ENXIO: .notAFile
      case ENOSPC, EDQUOT, EFBIG: .diskFull
      default: other
      }
    self.init(kind, operation, path, String(cString: strerror(code)))
  }
}
