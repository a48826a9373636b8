import Foundation
import Synchronization

/// Signals that ask Aloud to end, noted by the handler and acted on by the main loop: nothing else is safe in
/// a handler (signal-safety(7)).
enum Signals {
  private static let received = Atomic<Int32>(0)
  private static let times = Atomic<Int>(0)

  /// From now on, signals that end a program are only noted; Ctrl-Z and closed pipes are ignored.
  static func trap() {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        Signals.received.store(number, ordering: .relaxed)
        Signals.times.wrappingAdd(1, ordering: .relaxed)
      }
      sigaction(number, &action, nil)
    }
    for number in [SIGPIPE, SIGTSTP, SIGTTOU, SIGTTIN] { signal(number, SIG_IGN) }
  }

  /// The last signal that asked Aloud to end; `nil` if none did.
  static var pending: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// How many such signals came.
  static var count: Int { times.load(ordering: .relaxed) }
}
