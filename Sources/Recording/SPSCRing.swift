import Synchronization

/// Carries samples from one producing thread to one consuming thread without a lock.
///
/// The producer stages samples behind what it has published and publishes them with one store, so it can
/// hold back what it is not sure about yet. Positions grow for ever; 2⁶³ frames are six million years.
final class SPSCRing: Sendable {
  private let head = Atomic<Int>(0)  // written by the producer
  private let tail = Atomic<Int>(0)  // written by the consumer
  nonisolated(unsafe) private let base: UnsafeMutablePointer<Int16>
  private let mask: Int

  /// A ring with room for at least `count` samples, rounded up to a power of two. All of it is touched now, so
  /// that the producer never waits for a page.
  init(holdingAtLeast count: Int) {
    var capacity = 64
    while capacity < count { capacity *= 2 }
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
    mask = capacity - 1
  }

  deinit { base.deallocate() }

  /// Samples that fit.
  var capacity: Int { mask + 1 }

  /// Published samples that were not read yet; exact on either thread, and at least a lower bound elsewhere.
  var count: Int { max(0, head.load(ordering: .acquiring) - tail.load(ordering: .acquiring)) }

  /// Producer: puts `count` samples behind `staged` samples that were staged before and not published.
  /// - Returns: how many found room.
  @_noLocks
  func stage(_ source: UnsafePointer<Int16>, count: Int, behind staged: Int) -> Int {
    let first = head.load(ordering: .relaxed) &+ staged
    let room = mask &+ 1 &- (first &- tail.load(ordering: .acquiring))
    let fitting = count < room ? count : room
    var index = 0
    while index < fitting {
      base[(first &+ index) & mask] = source[index]
      index &+= 1
    }
    return fitting
  }

  /// Producer: hands the first `count` staged samples to the consumer.
  @_noLocks
  func publish(_ count: Int) {
    head.store(head.load(ordering: .relaxed) &+ count, ordering: .releasing)
  }

  /// Consumer: takes up to `limit` samples.
  /// - Returns: how many there were.
  @_noLocks
  func read(into target: UnsafeMutablePointer<Int16>, limit: Int) -> Int {
    let first = tail.load(ordering: .relaxed)
    let ready = head.load(ordering: .acquiring) &- first
    let count = limit < ready ? limit : ready
    var index = 0
    while index < count {
      target[index] = base[(first &+ index) & mask]
      index &+= 1
    }
    tail.store(first &+ count, ordering: .releasing)
    return count
  }
}
