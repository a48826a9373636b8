import Foundation
import Recording
import Synchronization

/// Signals that ask Aloud to end. The handler only notes them: nothing else is safe there (signal-safety(7)).
enum Signals {
  private static let received = Atomic<Int32>(0)
  /// Posted once for every signal; `sem_post` is safe in a handler.
  nonisolated(unsafe) private static let arrival = {
    let arrival = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(arrival, 0, 0)
    return arrival
  }()

  /// Makes signals that end a program only be noted from now on; Ctrl-Z and closed pipes are ignored. A signal that
  /// whoever started Aloud had ignored stays ignored: `nohup` wants a program to outlive its terminal, and a shell
  /// keeps Ctrl-C from the jobs in its background.
  static func trap() {
    // Initialized now, because a handler must not allocate.
    _ = arrival
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] where !isIgnored(number) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        Signals.received.store(number, ordering: .relaxed)
        sem_post(Signals.arrival)
      }
      sigaction(number, &action, nil)
    }
    for number in [SIGPIPE, SIGTSTP, SIGTTOU, SIGTTIN] { signal(number, SIG_IGN) }
    // Held back for `wantsRedraw`: a handler would interrupt whatever waits for a device or a disk.
    var held = redrawing
    pthread_sigmask(SIG_BLOCK, &held, nil)
  }

  /// The window changed its size, or the program was stopped and goes on.
  private static var redrawing: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGWINCH, SIGCONT] { sigaddset(&signals, number) }
    return signals
  }

  /// True if since the last look the window changed its size, or the program was stopped and went on. A window that
  /// changed and changed back is seen only here.
  static var wantsRedraw: Bool {
    var (signals, atOnce) = (redrawing, timespec())
    var isWanted = false
    while sigtimedwait(&signals, nil, &atOnce) > 0 { isWanted = true }
    return isWanted
  }

  /// True if the signal is ignored now.
  static func isIgnored(_ number: Int32) -> Bool {
    handler(of: number) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// True if the signal does what it does by itself.
  static func isDefault(_ number: Int32) -> Bool {
    handler(of: number) == unsafeBitCast(SIG_DFL, to: Int.self)
  }

  private static func handler(of number: Int32) -> Int? {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return nil }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
  }

  /// The last signal that asked Aloud to end; `nil` if none did.
  static var pending: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Calls `act` at once for every signal since `trap`, on a thread of its own.
  /// - Throws: `RecordingError.noThread`.
  static func act(_ act: @escaping @Sendable () -> Void) throws(RecordingError) {
    try WorkerThread.start {
      while true {
        if sem_wait(arrival) == 0 { act() }
      }
    }
  }
}
