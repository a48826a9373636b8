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
    /// An ordinary file of 0 bytes or 1, or a log without its file.
    case emptied
  }

  /// Looks before SQLite does, which would follow a link, and would take an emptied file for a new one and
  /// delete the log beside it.
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

  /// Makes an empty file that only its owner may read, in place of what a killed attempt left: only for a name
  /// that nobody reads. SQLite gives what it puts beside it the same mode (os_unix.c, findCreateFileMode).
  func createAnew(for operation: TrackerError.Operation) throws(TrackerError) {
    discard()
    // Closing a file drops the locks that SQLite holds on it in this process; here the file is new, so
    // there are none.
    guard let file = Descriptor.open(path, flags: O_CREAT | O_EXCL | O_RDWR, mode: 0o600),
      // A umask of 0777 would leave nothing of 0600.
      fchmod(file.number, 0o600) == 0
    else { throw TrackerError(.last, operation, path: path) }
  }

  /// Takes away an unfinished file.
  func discard() {
    for suffix in Self.suffixes { _ = unlink(path + suffix) }
  }

  /// Can files be made in the folder? SQLite says only that it cannot open, for want of what it needs beside
  /// the file.
  var isInWritableFolder: Bool { access(folder, W_OK) == 0 }

  /// Gives a file that is whole and closed its name, which a power cut does not take away.
  func rename(to other: IndexFile, for operation: TrackerError.Operation) throws(TrackerError) {
    guard Foundation.rename(path, other.path) == 0 else {
      throw TrackerError(.last, operation, path: path)
    }
    // Where it cannot be, and the name is lost, the index is made anew.
    Descriptor.synchronizeFolder(folder)
  }

  /// Takes away what others may do with the files, should someone have copied them here with a wider mode.
  func makePrivate() throws(TrackerError) {
    for suffix in Self.suffixes {
      guard let status = try Self.status(of: path + suffix), status.st_mode & 0o777 != 0o600 else { continue }
      // A file of another owner, or a disk that cannot be written: reading may still work.
      _ = chmod(path + suffix, 0o600)
    }
  }

  /// Moves the files to `aloud.sqlite.corrupt-<UTC>`, with the log where SQLite has left one, so that `sqlite3`
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
