import Signal
import Synchronization

/// What the capture thread lost, in the order it lost it: written by that thread, read by the writer thread,
/// without a lock. An entry is there before any sample that comes after it is published.
final class GapLedger: Sendable {
  /// `length` frames are missing before frame `position` of those that went through the ring.
  struct Entry {
    var position: Int64
    var length: Int64
    var cause: Gap.Cause
  }

  /// A device that breaks more often is broken. One answer of an hour would lose something each second.
  static let capacity = 4096

  nonisolated(unsafe) private let entries: UnsafeMutablePointer<Entry>
  private let published = Atomic<Int>(0)

  init() {
    entries = .allocate(capacity: Self.capacity)
    entries.initialize(
      repeating: Entry(position: 0, length: 0, cause: .overrun), count: Self.capacity)
  }

  deinit { entries.deallocate() }

  /// Entries so far.
  var count: Int { published.load(ordering: .acquiring) }

  /// Entry `index`, which must be below `count`.
  subscript(index: Int) -> Entry { entries[index] }

  /// Capture thread: notes a loss. `false` when the ledger is full.
  @_noLocks
  func append(position: Int64, length: Int64, cause: Gap.Cause) -> Bool {
    let index = published.load(ordering: .relaxed)
    guard index < 4096 else { return false }
    entries[index] = Entry(position: position, length: length, cause: cause)
    published.store(index &+ 1, ordering: .releasing)
    return true
  }
}
