import Glibc

/// Wakes threads that wait for something to happen, or after a time limit by the monotonic clock.
///
/// On Linux the semaphores of Dispatch and the conditions of Foundation wait for a time of day
/// (`sem_timedwait(3)`): if the machine's clock is set back meanwhile, they wait longer by that amount.
final class Bell: @unchecked Sendable {
  // @unchecked: `rings` is touched only while `mutex` is locked; POSIX.1 lets many threads use both objects.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var rings = 0

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// How often it was rung.
  var count: Int { locked { rings } }

  func ring() {
    locked { rings += 1 }
    pthread_cond_broadcast(condition)
  }

  /// Waits until it was rung more than `heard` times, at most `seconds`.
  /// - Returns: how often it was rung.
  @discardableResult func wait(since heard: Int, atMost seconds: Double) -> Int {
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &end)
    let nanoseconds = end.tv_nsec + Int(min(max(0, seconds), 1e6) * 1e9)
    end.tv_sec += nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    return locked {
      while rings <= heard, pthread_cond_timedwait(condition, mutex, &end) == 0 {}
      return rings
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
