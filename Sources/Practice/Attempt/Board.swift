import Synchronization

/// The state of an attempt, which one thread changes and any may read or wait for.
final class Board: Sendable {
  private let current = Mutex(AttemptState())
  private let bell = Bell()

  var state: AttemptState { current.withLock { $0 } }

  /// The state once it is newer than `version`, or after so many seconds whatever it is then.
  func state(after version: Int, within seconds: Double) -> AttemptState {
    let heard = bell.count
    let now = state
    guard now.version <= version else { return now }
    bell.wait(since: heard, atMost: seconds)
    return state
  }

  func change(_ change: (inout AttemptState) -> Void) {
    current.withLock {
      change(&$0)
      $0.version += 1
    }
    bell.ring()
  }

  func add(_ notice: Notice) { change { $0.news.append(notice) } }

  func end(_ end: AttemptState.End) { change { $0.phase = .over(end) } }
}
