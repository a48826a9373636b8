import Files
import Glibc

/// A thread of our own for work that blocks: never the cooperative pool, whose few threads must not wait.
package enum WorkerThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a new detached thread that takes no signals: those are for the thread that handles them.
  /// - Throws: `RecordingError.noThread` when the system has no thread to give.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(RecordingError) {
    var all = sigset_t()
    var previous = sigset_t()
    sigfillset(&all)
    // These are a thread's own faults, and a crash report needs them.
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&all, fault) }
    // Blocked before the thread exists and inherited by it, so there is no moment in between.
    pthread_sigmask(SIG_BLOCK, &all, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      throw RecordingError.noThread(code)
    }
    pthread_detach(thread)
  }

  /// Lets the calling thread run before all of ordinary priority, where the system allows it (`rtprio` in limits.conf(5);
  /// groups `audio` and `pipewire` have it on many systems). For a thread that works for microseconds and waits.
  static func hurryThisThread() {
    // Below the sound servers, which ask for 20 and more: they feed us.
    var parameters = sched_param(sched_priority: 10)
    // Children, of which a plugin may start some, begin as ordinary.
    _ = pthread_setschedparam(pthread_self(), SCHED_FIFO | Self.resetOnFork, &parameters)
  }

  /// `SCHED_RESET_ON_FORK` of sched(7), a macro that Swift does not import.
  private static let resetOnFork: Int32 = 0x4000_0000

  /// Sleeps; `condition` is looked at every two milliseconds.
  /// - Returns: did it become true within `seconds`?
  package static func wait(atMost seconds: Double, until condition: () -> Bool) -> Bool {
    let end = Clock.now + seconds
    while !condition() {
      guard Clock.now < end else { return false }
      usleep(2_000)
    }
    return true
  }
}
