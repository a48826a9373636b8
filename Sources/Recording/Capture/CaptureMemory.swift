import Files
import Glibc
import Rehearsal
import Synchronization

/// The memory of a capture: the ring, the ledger of gaps and the marks, with a note that says which take owns
/// them. It outlives the program, so that `TakeRecovery` finds what was heard and not yet written, however
/// long the disk took: see `CaptureRemains`.
final class CaptureMemory: Sendable {
  let ring: SPSCRing
  let ledger: GapLedger
  let marks: MarkLedger
  private let memory: SharedMemory

  /// For a capture without a take; the memory is freed when the program ends.
  /// - Throws: `RecordingError.noMemory`.
  init(holdingAtLeast count: Int) throws(RecordingError) {
    var capacity = 64
    while capacity < count { capacity *= 2 }
    memory = try SharedMemory(size: CaptureLayout.samples + capacity * 2)
    memory.base.storeBytes(of: Int64(capacity), toByteOffset: CaptureLayout.capacity, as: Int64.self)
    memory.base.storeBytes(of: CaptureLayout.mark, as: UInt64.self)
    ring = SPSCRing(in: memory, capacity: capacity)
    ledger = GapLedger(in: memory)
    marks = MarkLedger(in: memory)
  }

  /// For `take` of `library`, which has at most `end` frames.
  /// - Throws: `RecordingError.noMemory`.
  convenience init(holdingAtLeast count: Int, for take: TakeID, until end: Int64, in library: TakeLibrary)
    throws(RecordingError)
  {
    try self.init(holdingAtLeast: count)
    belong(to: take, from: 0, until: end)
    guard let prefix = Self.prefix(of: library) else { return }
    if let path = library.root.path, path.utf8.count < CaptureLayout.libraryBytes {
      memory.put(path, at: CaptureLayout.library, room: CaptureLayout.libraryBytes)
    }
    memory.appear(as: prefix + take.description)
  }

  /// Notes that the memory belongs to `take`. Its file begins `base` frames after the capture did, silence
  /// for gaps included, and has at most `end` frames. The note before stays, because the part that it names
  /// may not be saved yet. A program that dies in here leaves the old note or the new one. Called before the
  /// capture, or on the writer thread.
  func belong(to take: TakeID, from base: Int64, until end: Int64) {
    let current = memory.counter(at: CaptureLayout.currentNote)
    let next = 1 - current.pointee.load(ordering: .relaxed)
    let start = CaptureLayout.notes + next * CaptureLayout.noteBytes
    let isWhole = memory.counter(at: start + CaptureLayout.noteIsWhole)
    isWhole.pointee.store(0, ordering: .relaxed)
    // The old note must be invalid before the new one is written over it.
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    let note = memory.base + start
    note.storeBytes(of: base, as: Int64.self)
    note.storeBytes(of: end, toByteOffset: 8, as: Int64.self)
    memory.put(
      take.description, at: start + CaptureLayout.noteName,
      room: CaptureLayout.noteIsWhole - CaptureLayout.noteName)
    isWhole.pointee.store(1, ordering: .releasing)
    current.pointee.store(next, ordering: .releasing)
  }

  /// Removes the memory, once the take has everything in it.
  func remove() { memory.remove() }

  /// The memories of the recorders of `library`, dead or alive, with the takes that own each: the take in
  /// work first, then the part before it.
  static func memories(of library: TakeLibrary) -> [(takes: [TakeID], memory: SharedMemory.Named)] {
    guard let prefix = prefix(of: library) else { return [] }
    return SharedMemory.memories(prefix: prefix).compactMap { memory in
      let takes = CaptureRemains.owners(of: memory.bytes(first: CaptureLayout.headBytes))
      return takes.isEmpty ? nil : (takes, memory)
    }
  }

  /// The prefix of the names of one library's memories; those of other libraries are left alone.
  private static func prefix(of library: TakeLibrary) -> String? {
    library.root.status.map { "aloud-\(geteuid())-\($0.st_dev)-\($0.st_ino)-" }
  }
}
