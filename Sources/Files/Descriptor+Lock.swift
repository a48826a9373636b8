import Glibc

/// The lock that `flock(2)` puts on an open file or folder. The kernel frees it when its holder dies, so a
/// held lock means a living program, whatever times or process ids say.
extension Descriptor {
  /// Takes the lock and holds it until `letGo`, or until the last descriptor of this opening is closed.
  /// - Parameter patience: seconds to wait for another holder. Allow a few milliseconds: `isHeldElsewhere`
  ///   takes the lock for a moment.
  /// - Returns: `false` if another still holds it. A file system without locks on folders (NFS) counts as not
  ///   locked.
  package func hold(patience: Double) -> Bool {
    let end = Clock.now + patience
    while flock(number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      guard Clock.now < end else { return false }
      usleep(2_000)
    }
    return true
  }

  /// Releases the lock before the descriptor is closed.
  package func letGo() { flock(number, LOCK_UN) }

  /// True if another holds the lock. The holder must not ask: asking would release its lock.
  package var isHeldElsewhere: Bool {
    guard flock(number, LOCK_SH | LOCK_NB) != 0 else {
      letGo()
      return false
    }
    return errno == EWOULDBLOCK
  }
}
