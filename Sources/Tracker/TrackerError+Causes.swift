import Files
import GRDB

extension TrackerError {
  /// Wraps any error from GRDB, a coder or this module.
  init(_ error: any Error, _ operation: Operation, path: String) {
    switch error {
    case let error as TrackerError:
      self = error
    case let error as DatabaseError:
      self.init(
        Kind(error.resultCode), operation, path: path, code: .sqlite(error.extendedResultCode.rawValue),
        message: error.message ?? "SQLite error \(error.extendedResultCode.rawValue)")
    case is EncodingError:
      self.init(.unstorable, operation, path: path, message: "\(error)")
    case is DecodingError, is RowDecodingError:
      self.init(.damaged, operation, path: path, message: "\(error)")
    default:
      self.init(.other, operation, path: path, message: "\(error)")
    }
  }

  /// Wraps what the system refused.
  init(_ fault: FileFault, _ operation: Operation, path: String) {
    self.init(Kind(fault.kind), operation, path: path, code: .system(fault.code), message: fault.words)
  }
}

extension TrackerError.Kind {
  /// From SQLite's primary result code.
  init(_ code: ResultCode) {
    switch code {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .notWritable
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_CANTOPEN: self = .cannotOpen
    case .SQLITE_IOERR: self = .ioFailed
    default: self = .other
    }
  }

  init(_ kind: FileFault.Kind) {
    switch kind {
    case .notPermitted: self = .notWritable
    case .full: self = .diskFull
    case .missing, .notAFile: self = .cannotOpen
    case .io: self = .ioFailed
    case .busy: self = .busy
    case .alreadyExists, .other: self = .other
    }
  }
}
