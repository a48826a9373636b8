import Foundation
import Recording
import Synchronization

/// Writes text to the standard descriptors. A reader that is gone must not stop a recording, so text that
/// cannot be written is dropped and the reason noted.
enum Output {
  private static let reason = Atomic<Int32>(0)
  private static let queues = Mutex<Queues?>(nil)

  private struct Queues {
    let results: OutputQueue
    let notes: OutputQueue
  }

  /// The errno because of which a result was dropped; `nil` if all were written or the reader is gone.
  static var failure: Int32? {
    let code = reason.load(ordering: .relaxed)
    return [0, EPIPE, EIO].contains(code) ? nil : code  // EIO: the terminal has gone.
  }

  /// True if the reader of the results is gone.
  static var isUnread: Bool { [EPIPE, EIO].contains(reason.load(ordering: .relaxed)) }

  /// True if the reader is so slow that a drawing which the next one replaces is better left out.
  static var isBehind: Bool {
    queues.withLock { $0.map { $0.results.isWaiting || $0.notes.isWaiting } ?? false }
  }

  /// Nobody waits for a reader from now on: threads of their own write. For commands that hold a microphone or a
  /// loudspeaker: a terminal or a pipe that nobody reads must not keep it open. Others are held up by their
  /// reader, so that an output of any length needs no memory.
  /// - Throws: `RecordingError.noThread`.
  static func detach() throws(RecordingError) {
    let results = try OutputQueue()
    // What goes to the same place keeps its order.
    let notes = try isOnePlace ? results : OutputQueue()
    queues.withLock { $0 = Queues(results: results, notes: notes) }
  }

  /// Waits until everything is written, but not for a reader that takes nothing: an ending does not wait for it.
  static func finish() {
    guard let queues = queues.withLock({ $0 }) else { return }
    let began = OutputQueue.now
    if !queues.results.isEmptied(since: began) {
      // Whoever looks at a terminal can ask again. A program that reads a pipe must know that the end is missing.
      reason.store(isatty(STDOUT_FILENO) == 1 ? EIO : ETIMEDOUT, ordering: .relaxed)
    }
    _ = queues.notes.isEmptied(since: began)
  }

  static func write(_ text: String, to descriptor: Int32) {
    let queue = queues.withLock { descriptor == STDOUT_FILENO ? $0?.results : $0?.notes }
    if let queue { queue.add(text, to: descriptor) } else { write(Array(text.utf8)[...], to: descriptor) }
  }

  /// Writes, and waits for the reader.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
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

  private static var isOnePlace: Bool {
    var (results, notes) = (stat(), stat())
    return fstat(STDOUT_FILENO, &results) == 0 && fstat(STDERR_FILENO, &notes) == 0
      && results.st_dev == notes.st_dev && results.st_ino == notes.st_ino
  }
}
