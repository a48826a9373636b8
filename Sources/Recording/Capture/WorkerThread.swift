import Files
import Glibc

/// A thread of our own for work that blocks. Never the cooperative pool: its few threads must not wait.
package enum WorkerThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a new detached thread that takes no signals; another thread handles those.
  /// - Throws: `RecordingError.noThread` if the system cannot start a thread.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(RecordingError) {
    var all = sigset_t()
    var previous = sigset_t()
    sigfillset(&all)
    // These signals are a thread's own faults, and a crash report needs them.
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&all, fault) }
    // Blocked before the thread exists, which inherits the mask, so that no signal can reach it in between.
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

  /// Lets the calling thread run before all threads of ordinary priority, if the system allows it (`rtprio`
  /// in limits.conf(5); the groups `audio` and `pipewire` have it on many systems). For a thread that works
  /// for microseconds and then waits.
  static func hurryThisThread() {
    // A lower priority than the sound servers, which ask for 20 and more: they feed us.
    var parameters = sched_param(sched_priority: 10)
    // Child processes, which a plugin may start, begin with ordinary priority.
    _ = pthread_setschedparam(pthread_self(), SCHED_FIFO | Self.resetOnFork, &parameters)
  }

  /// `SCHED_RESET_ON_FORK` of sched(7), a macro that Swift does not import.
  private static let resetOnFork: Int32 = 0x4000_0000

  /// Sleeps, and checks `condition` every two milliseconds.
  /// - Returns: true if it became true within `seconds`.
  package static func wait(atMost seconds: Double, until condition: () -> Bool) -> Bool {
    let end = Clock.now + seconds
    while !condition() {
      guard Clock.now < end else { return false }
      usleep(2_000)
    }
    return true
  }
}
