import Foundation

/// The state of an attempt, which one thread changes and any may read or wait for.
final class Board: @unchecked Sendable {
  // @unchecked: `current` is touched only while `condition` is locked.
  private let condition = NSCondition()
  private var current = AttemptState()

  var state: AttemptState { condition.withLock { current } }

  /// The state once it is newer than `version`, or after so many seconds whatever it is then.
  func state(after version: Int, within seconds: Double) -> AttemptState {
    let end = Date(timeIntervalSinceNow: seconds)
    return condition.withLock {
      while current.version <= version, condition.wait(until: end) {}
      return current
    }
  }

  func change(_ change: (inout AttemptState) -> Void) {
    condition.withLock {
      change(&current)
      current.version += 1
      condition.broadcast()
    }
  }

  func add(_ notice: Notice) { change { $0.news.append(notice) } }

  func end(_ end: AttemptState.End) { change { $0.phase = .over(end) } }
}
