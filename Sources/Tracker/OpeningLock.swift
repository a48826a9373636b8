import Foundation

/// Lets one process at a time look at, set aside, create and migrate the index: without it, one that finds
/// damage could move away the sound file that another has just put in its place.
///
/// The lock is on the folder, so it leaves no file behind, and it ends with the process.
struct OpeningLock {
  private let descriptor: Int32

  /// Waits for the lock on the folder that holds `file`, at most `patience`. A file system that cannot lock
  /// folders (NFS) goes without.
  init(beside file: IndexFile, patience: Duration) throws(TrackerError) {
    let descriptor = open(file.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TrackerError(errno: errno, .open, path: file.folder) }
    let deadline = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      guard ContinuousClock.now < deadline else {
        close(descriptor)
        throw TrackerError(
          .busy, .open, path: file.path, code: .system(EWOULDBLOCK), message: "another process is opening it")
      }
      usleep(10_000)
    }
    self.descriptor = descriptor
  }

  func release() { close(descriptor) }
}
