import Synchronization
import Tracker

/// The index of a running program, opened at its first use, whatever state it is in. The takes are the truth,
/// so trouble with the index may not stop a recording.
final class IndexInUse: Sendable {
  private let path: String
  private let current = Mutex<TakeIndex?>(nil)

  init(at path: String) { self.path = path }

  /// The index. If it cannot be used, an empty one in memory, and a notice says why.
  /// - Returns: the index, and whether this call opened it.
  func index(tell: (Notice) -> Void, progress: (Progress) -> Void) throws(TrackerError) -> (
    index: TakeIndex, isNew: Bool
  ) {
    try current.withLock { current throws(TrackerError) in
      if let current { return (current, false) }
      let index = try open(tell, progress)
      current = index
      return (index, true)
    }
  }

  /// Puts an empty index in place of one that opened but turned out to be damaged.
  func replace(because error: TrackerError, tell: (Notice) -> Void) throws(TrackerError) {
    let isFile = current.withLock { $0?.isFile } ?? true
    let new = try isFile ? TakeIndex.replace(at: path, because: error) : TakeIndex.inMemory()
    tellWhatWasSetAside(new, tell)
    current.withLock { $0 = new }
  }

  private func open(_ tell: (Notice) -> Void, _ progress: (Progress) -> Void) throws(TrackerError)
    -> TakeIndex
  {
    do {
      defer { progress(.done) }
      let index = try TakeIndex.open(at: path, willMigrate: { progress(.migrating(takes: $0)) })
      tellWhatWasSetAside(index, tell)
      return index
    } catch {
      tell(.indexUnusable(error))
      return try TakeIndex.inMemory()
    }
  }

  private func tellWhatWasSetAside(_ index: TakeIndex, _ tell: (Notice) -> Void) {
    if let damaged = index.setAside { tell(.indexSetAside(path: damaged.path)) }
  }
}
