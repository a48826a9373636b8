import Files

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
    /// A format that Aloud reads through ffmpeg, which is not installed; the detail is its name.
    case needsFFmpeg
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
    self.init(FileFault(errno: code), "synchronize", path, other: .writeFailed)
  }

  /// What the system refused; a fault without a kind of its own becomes `other`.
  init(_ fault: FileFault, _ operation: String, _ path: String, other: Kind) {
    let kind: Kind =
      switch fault.kind {
      case .missing: .missing
      case .alreadyExists: .alreadyExists
      case .notPermitted: .notPermitted
      case .notAFile: .notAFile
      case .full: .diskFull
      case .busy, .io, .other: other
      }
    self.init(kind, operation, path, fault.words)
  }
}
