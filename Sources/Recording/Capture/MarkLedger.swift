import Rehearsal
import Synchronization

/// The speaker's marks, in the memory that outlives the program. Any thread but the capture thread may write
/// them; the writer thread reads them. The lock is never held while waiting for a disk or a device.
final class MarkLedger: Sendable {
  /// A mark at frame `position` of the whole recording, gaps included.
  struct Entry: Equatable {
    var position: Int64
    var kind: Mark.Kind
    var name: String?
  }

  private struct State {
    var isClosed = false
    var entries: [Entry] = []
  }

  private let memory: SharedMemory
  nonisolated(unsafe) private let published: UnsafeMutablePointer<Atomic<Int>>
  private let state = Mutex(State())

  /// Marks in memory that is all zeros.
  init(in memory: SharedMemory) {
    self.memory = memory
    published = memory.counter(at: CaptureLayout.markCount)
  }

  /// Marks so far.
  var count: Int { published.pointee.load(ordering: .acquiring) }

  /// Adds a mark, which outlives the program once this returns. A mark never precedes one that was added
  /// before it.
  /// - Parameter position: called under the lock, so that no mark is added after `entries` has returned that
  ///   precedes what was captured by then.
  /// - Returns: the frame of the mark.
  /// - Throws: `MarkRefusal`.
  func append(_ kind: Mark.Kind, name: String?, at position: () -> Int64) throws(MarkRefusal) -> Int64 {
    try state.withLock { state throws(MarkRefusal) in
      guard !state.isClosed else { throw .notRecording }
      let index = state.entries.count
      guard index < CaptureLayout.mostMarks else { throw .noRoom }
      let place = max(position(), state.entries.last?.position ?? 0)
      let start = CaptureLayout.marks + index * CaptureLayout.markBytes
      memory.base.storeBytes(of: place, toByteOffset: start, as: Int64.self)
      let word = memory.put(
        kind.rawValue, at: start + CaptureLayout.markKind,
        room: CaptureLayout.markName - CaptureLayout.markKind)
      let text = memory.put(
        name ?? "", at: start + CaptureLayout.markName, room: CaptureLayout.markBytes - CaptureLayout.markName
      )
      published.pointee.store(index + 1, ordering: .releasing)
      state.entries.append(
        Entry(position: place, kind: Mark.Kind(rawValue: word), name: text.isEmpty ? nil : text))
      return place
    }
  }

  /// All marks from number `first` on.
  func entries(from first: Int) -> [Entry] { state.withLock { Array($0.entries.dropFirst(first)) } }

  /// Refuses every mark from now on.
  func close() { state.withLock { $0.isClosed = true } }
}

/// Why a mark was not taken.
public enum MarkRefusal: Error, Hashable, Sendable {
  /// The recording has not begun, or it is ending or over.
  case notRecording
  /// The recording has as many marks as it can hold: 1,024.
  case noRoom
}
