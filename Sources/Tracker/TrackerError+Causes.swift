import Foundation
import GRDB

extension TrackerError {
  /// Any error that leaves GRDB, a coder or this module.
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

  /// What `errno` says after a failed call.
  init(errno code: Int32, _ operation: Operation, path: String) {
    self.init(
      Kind(errno: code), operation, path: path, code: .system(code), message: String(cString: strerror(code)))
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

  init(errno code: Int32) {
    switch code {
    case EACCES, EPERM, EROFS: self = .notWritable
    case ENOSPC, EDQUOT: self = .diskFull
    case ENOENT, ENOTDIR, ELOOP, EISDIR, ENAMETOOLONG: self = .cannotOpen
    case EIO: self = .ioFailed
    case EWOULDBLOCK: self = .busy
    default: self = .other
    }
  }
}
