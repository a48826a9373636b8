import Files
import Glibc
import Rehearsal
import Synchronization

/// Where things are in the memory of a capture, in bytes from its start.
package enum CaptureLayout {
  /// At the start; another number when anything below changes.
  package static let mark: UInt64 = 0x3144_5541_4f4c_4121  // "!ALOAUD1"
  package static let capacity = 8
  // One cache line each, so that the threads do not fight for it.
  package static let published = 64
  package static let staged = 128
  package static let done = 192
  package static let ledgerCount = 256
  package static let currentNote = 320
  /// Two notes, of which one holds: base, end, name of the take.
  package static let notes = 512
  package static let noteBytes = 128
  package static let headBytes = 1024
  package static let ledger = 4096
  package static let entryNumbers = 3
  package static let samples = ledger + GapLedger.capacity * entryNumbers * 8
}

/// The memory of a capture: the ring and the ledger, with a note whose they are. It outlives the program, so that
/// what was heard and not yet written is there for `TakeRecovery`, however long the disk took: see `CaptureRemains`.
final class CaptureMemory: Sendable {
  let ring: SPSCRing
  let ledger: GapLedger
  private let memory: SharedMemory

  /// For a capture that is for no take; it goes with the program.
  /// - Throws: `RecordingError.noMemory`.
  init(holdingAtLeast count: Int) throws(RecordingError) {
    var capacity = 64
    while capacity < count { capacity *= 2 }
    memory = try SharedMemory(size: CaptureLayout.samples + capacity * 2)
    memory.base.storeBytes(of: Int64(capacity), toByteOffset: CaptureLayout.capacity, as: Int64.self)
    memory.base.storeBytes(of: CaptureLayout.mark, as: UInt64.self)
    ring = SPSCRing(in: memory, capacity: capacity)
    ledger = GapLedger(in: memory)
  }

  /// For `take` of `library`, which has at most `end` frames.
  /// - Throws: `RecordingError.noMemory`.
  convenience init(holdingAtLeast count: Int, for take: TakeID, until end: Int64, in library: TakeLibrary)
    throws(RecordingError)
  {
    try self.init(holdingAtLeast: count)
    belong(to: take, from: 0, until: end)
    if let prefix = Self.prefix(of: library) { memory.appear(as: prefix + take.description) }
  }

  /// Notes that the memory belongs to `take`, whose file begins `base` frames after the capture did, silence for gaps
  /// included, and has at most `end` frames. A program that dies in here leaves the old note or the new one. Before
  /// the capture, or on the writer thread.
  func belong(to take: TakeID, from base: Int64, until end: Int64) {
    let current = memory.counter(at: CaptureLayout.currentNote)
    let next = 1 - current.pointee.load(ordering: .relaxed)
    let note = memory.base + CaptureLayout.notes + next * CaptureLayout.noteBytes
    note.storeBytes(of: base, as: Int64.self)
    note.storeBytes(of: end, toByteOffset: 8, as: Int64.self)
    for (index, byte) in take.description.utf8.prefix(CaptureLayout.noteBytes - 17).enumerated() {
      note.storeBytes(of: byte, toByteOffset: 16 + index, as: UInt8.self)
    }
    current.pointee.store(next, ordering: .releasing)
  }

  /// All is in the take: nothing stays behind.
  func remove() { memory.remove() }

  /// The memories of the recorders of `library`, dead or alive, and whose they are.
  static func memories(of library: TakeLibrary) -> [(take: TakeID, memory: SharedMemory.Named)] {
    guard let prefix = prefix(of: library) else { return [] }
    return SharedMemory.memories(prefix: prefix).compactMap { memory in
      CaptureRemains.owner(of: memory.bytes(first: CaptureLayout.headBytes)).map { ($0, memory) }
    }
  }

  /// Begins the names of the memories of one library; those of another are none of its business.
  private static func prefix(of library: TakeLibrary) -> String? {
    library.root.status.map { "aloud-\(geteuid())-\($0.st_dev)-\($0.st_ino)-" }
  }
}
