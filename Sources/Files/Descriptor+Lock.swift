import Glibc

/// The lock that `flock(2)` puts on an open file or folder. The kernel frees it when a program dies, so what is held
/// is held by a living program, whatever times or process ids say.
extension Descriptor {
  /// Holds it until `letGo`, or until the last descriptor of this opening goes.
  /// - Parameter patience: seconds to wait for another holder. No less than a few milliseconds: someone may just be
  ///   asking `isHeldElsewhere`, which takes a moment.
  /// - Returns: `false` when another still holds it. A file system without locks on folders (NFS) counts as held by
  ///   nobody.
  package func hold(patience: Double) -> Bool {
    let end = Clock.now + patience
    while flock(number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      guard Clock.now < end else { return false }
      usleep(2_000)
    }
    return true
  }

  /// Lets go before the descriptor does.
  package func letGo() { flock(number, LOCK_UN) }

  /// Does another hold it? Must not be asked by the one that holds it: it lets go.
  package var isHeldElsewhere: Bool {
    guard flock(number, LOCK_SH | LOCK_NB) != 0 else {
      letGo()
      return false
    }
    return errno == EWOULDBLOCK
  }
}
