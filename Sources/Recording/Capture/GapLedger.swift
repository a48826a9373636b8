import Signal
import Synchronization

/// What the capture thread lost, in order. That thread writes it and the writer thread reads it, without a
/// lock. An entry is there before any sample that comes after it is published.
final class GapLedger: Sendable {
  /// `length` frames are missing before frame `position` of those that went through the ring.
  struct Entry {
    var position: Int64
    var length: Int64
    var cause: Gap.Cause
  }

  /// The most entries of one recording; a device with more losses is broken. An answer of an hour would have
  /// to lose something every second.
  static var capacity: Int { CaptureLayout.mostEntries }

  // Stored in each ledger, for the capture thread: a stored constant of a type may be initialized at its
  // first use, under a lock.
  private let capacity = CaptureLayout.mostEntries
  private let numbers = CaptureLayout.entryNumbers
  private let memory: SharedMemory
  nonisolated(unsafe) private let published: UnsafeMutablePointer<Atomic<Int>>
  nonisolated(unsafe) private let entries: UnsafeMutablePointer<Int64>

  /// A ledger in memory that is all zeros.
  init(in memory: SharedMemory) {
    self.memory = memory
    published = memory.counter(at: CaptureLayout.ledgerCount)
    entries = (memory.base + CaptureLayout.ledger).bindMemory(
      to: Int64.self, capacity: Self.capacity * CaptureLayout.entryNumbers)
  }

  /// Entries so far.
  var count: Int { published.pointee.load(ordering: .acquiring) }

  /// Entry `index`, which must be below `count`.
  subscript(index: Int) -> Entry {
    let first = index * CaptureLayout.entryNumbers
    return Entry(entries[first], entries[first + 1], cause: entries[first + 2])
      ?? Entry(position: 0, length: 0, cause: .overrun)
  }

  /// Capture thread: notes a loss. `false` if the ledger is full.
  @_noLocks
  func append(position: Int64, length: Int64, cause: Gap.Cause) -> Bool {
    let index = published.pointee.load(ordering: .relaxed)
    guard index < capacity else { return false }
    let first = index &* numbers
    entries[first] = position
    entries[first &+ 1] = length
    entries[first &+ 2] = cause.number
    published.pointee.store(index &+ 1, ordering: .releasing)
    return true
  }
}

extension GapLedger.Entry {
  /// An entry from the three numbers in memory; `nil` if they are not a valid entry.
  init?(_ position: Int64, _ length: Int64, cause number: Int64) {
    guard let cause = Gap.Cause(number: number) else { return nil }
    self.init(position: position, length: length, cause: cause)
  }
}

extension Gap.Cause {
  fileprivate var number: Int64 {
    switch self {
    case .overrun: 1
    case .suspended: 2
    case .stall: 3
    case .silentLoss: 4
    case .ringOverflow: 5
    case .other: 6
    }
  }

  fileprivate init?(number: Int64) {
    switch number {
    case 1: self = .overrun
    case 2: self = .suspended
    case 3: self = .stall
    case 4: self = .silentLoss
    case 5: self = .ringOverflow
    case 6: self = .other
    default: return nil
    }
  }
}
