import Dispatch
import Synchronization

/// The state of an attempt, which one thread changes and any may read or wait for.
final class Board: Sendable {
  private struct Content {
    var state = AttemptState()
    var waiting: [DispatchSemaphore] = []
  }
  private let content = Mutex(Content())

  var state: AttemptState { content.withLock { $0.state } }

  /// The state once it is newer than `version`, or after so many seconds whatever it is then. Those are seconds of a
  /// clock that nobody sets: a condition of Foundation would wait for a time of day.
  func state(after version: Int, within seconds: Double) -> AttemptState {
    let bell = DispatchSemaphore(value: 0)
    let isNew = content.withLock { content in
      if content.state.version > version { return true }
      content.waiting.append(bell)
      return false
    }
    if !isNew { _ = bell.wait(timeout: .now() + seconds) }
    return content.withLock { content in
      content.waiting.removeAll { $0 === bell }
      return content.state
    }
  }

  func change(_ change: (inout AttemptState) -> Void) {
    let waiting = content.withLock { content in
      change(&content.state)
      content.state.version += 1
      defer { content.waiting = [] }
      return content.waiting
    }
    for bell in waiting { bell.signal() }
  }

  func add(_ notice: Notice) { change { $0.news.append(notice) } }

  func end(_ end: AttemptState.End) { change { $0.phase = .over(end) } }
}
