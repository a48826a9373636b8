import Files

/// Why a take could not be made, saved or loaded.
public struct TakeLibraryError: Error, Hashable, Sendable {
  /// What the caller can act on.
  public enum Kind: String, Sendable {
    /// No such take.
    case missing
    /// A take of that id exists.
    case alreadyExists
    /// The user may not do this there.
    case notPermitted
    /// Something else is where Aloud's folder or file should be: a symbolic link, a device, a file.
    case notOurs
    /// The sidecar cannot be read: not JSON, not a take, or one with impossible values.
    case damaged
    /// The sidecar was written by a newer version of Aloud.
    case newer
    /// The take is being recorded by a running program.
    case live
    /// The volume is full, or the user's share of it.
    case diskFull
    /// Anything else that the system reports.
    case other
  }

  /// What the caller can act on.
  public let kind: Kind
  /// What was being done, for example `save`.
  public let operation: String
  /// The file or folder.
  public let path: String
  /// What the system or the decoder said.
  public let detail: String

  init(_ kind: Kind, _ operation: String, _ path: String, _ detail: String) {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.detail = detail
  }

  /// What the system refused.
  init(_ fault: FileFault, _ operation: String, _ path: String) {
    let kind: Kind =
      switch fault.kind {
      case .missing: .missing
      case .alreadyExists: .alreadyExists
      case .notPermitted: .notPermitted
      case .notAFile: .notOurs
      case .full: .diskFull
      case .busy, .io, .other: .other
      }
    self.init(kind, operation, path, fault.words)
  }
}
