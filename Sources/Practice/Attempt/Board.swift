import Synchronization

/// The state of an attempt. One thread changes it; any thread may read it or wait for a change.
final class Board: Sendable {
  private let current = Mutex(AttemptState())
  private let bell = Bell()

  var state: AttemptState { current.withLock { $0 } }

  /// The state once it is newer than `version`, or the current one after `seconds`.
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
