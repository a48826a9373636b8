import Synchronization

/// Carries samples from one producing thread to one consuming thread without a lock.
///
/// The producer stages samples behind what it has published and publishes them with one store, so it can hold
/// back samples that it is not sure about yet. The consumer frees their places only when it is done with the
/// samples, so that they stay in the ring until they are somewhere else. Positions only grow; 2⁶³ frames are
/// six million years.
final class SPSCRing: Sendable {
  private let memory: SharedMemory
  nonisolated(unsafe) private let published: UnsafeMutablePointer<Atomic<Int>>  // written by the producer
  nonisolated(unsafe) private let staged: UnsafeMutablePointer<Atomic<Int>>  // written by the producer
  nonisolated(unsafe) private let done: UnsafeMutablePointer<Atomic<Int>>  // written by the consumer
  nonisolated(unsafe) private let base: UnsafeMutablePointer<Int16>
  private let mask: Int

  /// A ring of `capacity` samples, a power of two, in memory that is all zeros.
  init(in memory: SharedMemory, capacity: Int) {
    self.memory = memory
    published = memory.counter(at: CaptureLayout.published)
    staged = memory.counter(at: CaptureLayout.staged)
    done = memory.counter(at: CaptureLayout.done)
    base = (memory.base + CaptureLayout.samples).bindMemory(to: Int16.self, capacity: capacity)
    mask = capacity - 1
  }

  /// The number of samples that fit.
  var capacity: Int { mask + 1 }

  /// Published samples that are not read yet: exact on either thread, at least a lower bound on others.
  var count: Int {
    max(0, published.pointee.load(ordering: .acquiring) - done.pointee.load(ordering: .acquiring))
  }

  /// Producer: puts `count` samples behind those staged before.
  /// - Returns: how many fitted.
  @_noLocks
  func stage(_ source: UnsafePointer<Int16>, count: Int) -> Int {
    let first = staged.pointee.load(ordering: .relaxed)
    let room = mask &+ 1 &- (first &- done.pointee.load(ordering: .acquiring))
    let fitting = count < room ? count : room
    var index = 0
    while index < fitting {
      base[(first &+ index) & mask] = source[index]
      index &+= 1
    }
    staged.pointee.store(first &+ fitting, ordering: .releasing)
    return fitting
  }

  /// Producer: hands all staged samples to the consumer.
  @_noLocks
  func publish() {
    published.pointee.store(staged.pointee.load(ordering: .relaxed), ordering: .releasing)
  }

  /// Consumer: looks at up to `limit` samples, which stay in the ring until `drop`.
  /// - Returns: how many there were.
  @_noLocks
  func peek(into target: UnsafeMutablePointer<Int16>, limit: Int) -> Int {
    let first = done.pointee.load(ordering: .relaxed)
    let ready = published.pointee.load(ordering: .acquiring) &- first
    let count = limit < ready ? limit : ready
    var index = 0
    while index < count {
      target[index] = base[(first &+ index) & mask]
      index &+= 1
    }
    return count
  }

  /// Consumer: frees the places of the first `count` samples.
  @_noLocks
  func drop(_ count: Int) {
    done.pointee.store(done.pointee.load(ordering: .relaxed) &+ count, ordering: .releasing)
  }

  /// Consumer: takes up to `limit` samples.
  /// - Returns: how many there were.
  @_noLocks
  func read(into target: UnsafeMutablePointer<Int16>, limit: Int) -> Int {
    let count = peek(into: target, limit: limit)
    drop(count)
    return count
  }
}
