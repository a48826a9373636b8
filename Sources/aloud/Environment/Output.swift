import Foundation
import Synchronization

/// Writes text to the standard descriptors. A reader that is gone must not stop a recording, so text that
/// cannot be written is dropped and the reason noted.
enum Output {
  private static let reason = Atomic<Int32>(0)

  /// The errno because of which a result was dropped; `nil` if all were written or the reader is gone.
  static var failure: Int32? {
    let code = reason.load(ordering: .relaxed)
    return [0, EPIPE, EIO].contains(code) ? nil : code  // EIO: the terminal has gone.
  }

  /// True if the reader of the results is gone.
  static var isUnread: Bool { [EPIPE, EIO].contains(reason.load(ordering: .relaxed)) }

  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        // Another program has made the shared terminal non-blocking.
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, 1000)
      } else if errno != EINTR {
        if descriptor == STDOUT_FILENO { reason.store(errno, ordering: .relaxed) }
        return
      }
    }
  }
}
