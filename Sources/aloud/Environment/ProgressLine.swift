import Foundation
import Report
import Synchronization

/// One line on standard error that is drawn again and again, under results that may stand above it.
///
/// The cursor waits at its beginning. A terminal that becomes narrower breaks the line into several rows and takes the
/// cursor along, so that what follows the cursor is the old line, all of it and nothing else.
enum ProgressLine {
  private static let isDrawn = Atomic<Bool>(false)

  /// Draws `text`, cut to the width that the terminal has now; removes the line if it is empty.
  static func draw(_ text: String) {
    guard !text.isEmpty || isDrawn.load(ordering: .relaxed) else { return }
    let width = max(20, TerminalSize(of: STDERR_FILENO)?.columns ?? 80)
    let line = text.isEmpty ? "" : "\u{1B}[?7l" + Printable.cut(text, width - 1) + "\u{1B}[?7h\r"
    if !text.isEmpty { watch() }
    isDrawn.store(!text.isEmpty, ordering: .relaxed)
    Output.write("\r\u{1B}[J" + line, to: STDERR_FILENO)
  }

  /// Signals that end or stop the program by themselves take the line away before they do.
  private static func watch() {
    for number in [SIGINT, SIGTERM, SIGQUIT, SIGTSTP] where Signals.isDefault(number) {
      Self.leave(at: number)
    }
  }

  private static func leave(at number: Int32) {
    var action = sigaction()
    action.sa_flags = SA_RESTART | Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER
    action.__sigaction_handler.sa_handler = { number in
      // Only what signal-safety(7) allows. A terminal that takes nothing must not keep the program from ending.
      var terminal = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
      if ProgressLine.isDrawn.load(ordering: .relaxed), poll(&terminal, 1, 0) == 1 {
        _ = write(STDERR_FILENO, "\r\u{1B}[J", 4)
      }
      // The default is in force again: the program ends here, or stops and goes on here.
      raise(number)
    }
    sigaction(number, &action, nil)
  }
}
