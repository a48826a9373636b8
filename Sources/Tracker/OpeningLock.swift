import Files
import Glibc

/// Lets one process at a time look at, set aside, create and migrate the index. Without it, a process that
/// finds damage could move away the intact file that another has just put in its place.
///
/// The lock is on the folder, so it leaves no file behind, and it ends with the process.
final class OpeningLock {
  private let folder: Descriptor

  /// Waits at most `patience` for the lock on the folder that holds `file`. A file system that cannot lock
  /// folders (NFS) goes without.
  init(beside file: IndexFile, patience: Duration) throws(TrackerError) {
    guard let folder = Descriptor.folder(file.folder) else {
      throw TrackerError(.last, .open, path: file.folder)
    }
    guard folder.hold(patience: patience / .seconds(1)) else {
      throw TrackerError(
        .busy, .open, path: file.path, code: .system(EWOULDBLOCK), message: "another process is opening it")
    }
    self.folder = folder
  }

  func release() { folder.letGo() }
}
