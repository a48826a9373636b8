import Foundation

/// Columns and rows of a terminal's window.
struct TerminalSize: Equatable {
  let columns, rows: Int

  /// The size now; `nil` if `descriptor` is no terminal, or one that does not know its size.
  init?(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    columns = Int(size.ws_col)
    // What knows its width but not its height is taken for the smallest terminal of old (VT100).
    rows = size.ws_row > 0 ? Int(size.ws_row) : 24
  }
}
