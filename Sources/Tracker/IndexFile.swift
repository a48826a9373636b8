import Files
import Foundation

/// The index on disk: the file, and what SQLite keeps beside it while it is open.
struct IndexFile {
  let path: String

  /// What SQLite appends to the name.
  private static let suffixes = ["", "-wal", "-shm", "-journal"]

  /// The folder that holds it.
  var folder: String { URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false) }

  /// What was found at `path`.
  enum Finding: Equatable {
    case nothing
    /// An ordinary file that may hold something.
    case file
    /// An ordinary file of 0 or 1 bytes, or a log without its file.
    case emptied
  }

  /// Must come before SQLite opens the file: SQLite would follow a link, and would take an emptied file for a
  /// new one and delete the log beside it.
  func look() throws(TrackerError) -> Finding {
    for suffix in Self.suffixes {
      guard let status = try Self.status(of: path + suffix), status.st_mode & S_IFMT != S_IFREG else {
        continue
      }
      throw TrackerError(.cannotOpen, .open, path: path + suffix, message: "not an ordinary file")
    }
    guard let status = try Self.status(of: path) else {
      let log = try Self.status(of: path + "-wal")
      return (log?.st_size ?? 0) > 0 ? .emptied : .nothing
    }
    // SQLite reads a length of 1 as 0 (os_unix.c, unixFileSize).
    return status.st_size <= 1 ? .emptied : .file
  }

  /// Makes an empty file that only its owner may read, replacing what a killed attempt left. Only for a name
  /// that no process reads. SQLite gives the files beside it the same mode (os_unix.c, findCreateFileMode).
  func createAnew(for operation: TrackerError.Operation) throws(TrackerError) {
    discard()
    // Closing a file drops the locks that SQLite holds on it in this process; here the file is new, so
    // there are none.
    guard let file = Descriptor.open(path, flags: O_CREAT | O_EXCL | O_RDWR, mode: 0o600),
      // A umask of 0777 would clear all of 0600.
      fchmod(file.number, 0o600) == 0
    else { throw TrackerError(.last, operation, path: path) }
  }

  /// Deletes an unfinished file and what SQLite keeps beside it.
  func discard() {
    for suffix in Self.suffixes { _ = unlink(path + suffix) }
  }

  /// True if files can be created in the folder. Otherwise SQLite says only that it cannot open, because it
  /// needs files beside this one.
  var isInWritableFolder: Bool { access(folder, W_OK) == 0 }

  /// Gives a complete and closed file its name, and syncs the folder so that a power cut does not lose it.
  func rename(to other: IndexFile, for operation: TrackerError.Operation) throws(TrackerError) {
    guard Foundation.rename(path, other.path) == 0 else {
      throw TrackerError(.last, operation, path: path)
    }
    // If this fails and the name is lost, the index is rebuilt.
    Descriptor.synchronizeFolder(folder)
  }

  /// Takes away the access of others, in case someone copied the files here with a wider mode.
  func makePrivate() throws(TrackerError) {
    for suffix in Self.suffixes {
      guard let status = try Self.status(of: path + suffix), status.st_mode & 0o777 != 0o600 else { continue }
      // May fail for a file of another owner or on a disk that cannot be written: reading may still work.
      _ = chmod(path + suffix, 0o600)
    }
  }

  /// Moves the files to `aloud.sqlite.corrupt-<UTC>`, including the log if SQLite left one, so that `sqlite3`
  /// can still open them.
  /// - Returns: where the index went.
  func setAside(at date: Date) throws(TrackerError) -> String {
    let time = date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    var goal = "\(path).corrupt-\(time)"
    var attempt = 1
    while try IndexFile(path: goal).isTaken {
      attempt += 1
      goal = "\(path).corrupt-\(time)-\(attempt)"
    }
    for suffix in Self.suffixes where try Self.status(of: path + suffix) != nil {
      guard Foundation.rename(path + suffix, goal + suffix) == 0 else {
        throw TrackerError(.last, .setAside, path: path + suffix)
      }
    }
    return goal
  }

  private var isTaken: Bool {
    get throws(TrackerError) {
      for suffix in Self.suffixes where try Self.status(of: path + suffix) != nil { return true }
      return false
    }
  }

  private static func status(of path: String) throws(TrackerError) -> stat? {
    var status = stat()
    guard lstat(path, &status) != 0 else { return status }
    guard errno == ENOENT else { throw TrackerError(.last, .open, path: path) }
    return nil
  }
}
