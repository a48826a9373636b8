import Glibc

/// Why the system refused an operation on a file. Each edge turns this into its own error, which also names
/// the file and the operation.
package struct FileFault: Error, Hashable, Sendable {
  /// What the caller can act on.
  package enum Kind: Sendable {
    /// There is no such file or folder.
    case missing
    /// The file or folder already exists.
    case alreadyExists
    /// The user may not do this there, or the volume is read only.
    case notPermitted
    /// Not what was expected: a folder, device, pipe or symbolic link in place of a file, or a file in place
    /// of a folder.
    case notAFile
    /// The volume is full, or the user's share of it.
    case full
    /// Another program holds it.
    case busy
    /// The disk failed.
    case io
    /// Anything else, including a limit on the size of files (EFBIG).
    case other
  }

  /// What the caller can act on.
  package let kind: Kind
  /// The errno; 0 when Aloud itself refused.
  package let code: Int32

  /// The fault that `errno` names after a failed call. This is the only table from errno to kind.
  package init(errno code: Int32) {
    self.code = code
    kind =
      switch code {
      case ENOENT: .missing
      case EEXIST: .alreadyExists
      case EACCES, EPERM, EROFS: .notPermitted
      case EISDIR, ENOTDIR, ELOOP, ENXIO: .notAFile
      case ENOSPC, EDQUOT: .full
      case EBUSY, EWOULDBLOCK: .busy
      case EIO: .io
      default: .other
      }
  }

  /// The last failed call of this thread.
  package static var last: FileFault { FileFault(errno: errno) }

  /// The file can be opened but is not a regular file.
  package static let notRegular = FileFault()

  private init() { (kind, code) = (.notAFile, 0) }

  /// What the system calls it, in English.
  package var words: String { code == 0 ? "not a regular file" : String(cString: strerror(code)) }
}
