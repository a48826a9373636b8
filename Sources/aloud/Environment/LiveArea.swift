import Foundation
import Report

/// What a command has on a terminal while it goes on: rows that stay, and under them rows that are drawn in place
/// again and again. When the window changes its size, all of them are laid out anew.
///
/// A terminal whose window becomes narrower breaks the rows that stand there, cuts them, or does neither, and none
/// says where the cursor is then. So the window is wiped and drawn from its top. It is wiped row by row: "clear the
/// screen" pushes what was there into the history of some terminals (tmux, VTE), from where it comes back when the
/// window grows. Every drawing is one text that leaves no mode behind, so nothing has to be restored after a kill.
struct LiveArea {
  private let console: Console
  private let descriptor: Int32
  private let isOneRow: Bool
  /// All that was said so far.
  private var said: [(TextStyle) -> [String]] = []
  /// The rows that move, as they are on the screen.
  private var drawn: [String] = []
  /// Size of the window when something was written last; `nil` before.
  private var size: TerminalSize?

  /// - Parameters:
  ///   - descriptor: the terminal.
  ///   - isOneRow: only one row ever moves, and the cursor stays in it.
  init(on console: Console, descriptor: Int32 = STDOUT_FILENO, isOneRow: Bool = false) {
    self.console = console
    self.descriptor = descriptor
    self.isOneRow = isOneRow
  }

  /// Says rows that stay. They take the place of the rows that move.
  mutating func say(_ rows: @escaping (TextStyle) -> [String]) {
    refresh()
    clear()
    said.append(rows)
    write(rows(style).map { $0 + "\n" }.joined())
  }

  /// Draws rows that move in place of those before.
  ///
  /// Nothing is drawn while the reader does not keep up: the next rows replace these.
  /// - Parameter rows: makes them, for a style and the number of rows that there is room for.
  mutating func draw(_ rows: (TextStyle, Int) -> [String]) {
    guard !Output.isBehind else { return }
    let isStale = hasChanged()
    let rows = Array(rows(style, room).prefix(room))
    guard isStale || rows != drawn else { return }
    let start = isStale ? wiped(for: rows.count) : up
    drawn = rows
    // Without wrapping, so that neither a full row scrolls nor one that the terminal takes for wider.
    write(
      "\u{1B}[?7l" + start + rows.map { "\r\u{1B}[K" + $0 }.joined(separator: "\n")
        + (isUnderRows ? "\n\u{1B}[J" : "\r") + "\u{1B}[?7h")
  }

  /// Lays out anew what stays, without the rows that move, if the window has changed.
  mutating func refresh() {
    guard !Output.isBehind, hasChanged() else { return }
    drawn = []
    write("\u{1B}[?7l" + wiped(for: 0) + "\u{1B}[?7h")
  }

  /// Removes the rows that move.
  mutating func clear() {
    if !drawn.isEmpty { write(up + "\r\u{1B}[J") }
    drawn = []
  }

  /// Keeps the rows that move where they are: what comes stands under them.
  mutating func leave() {
    if !drawn.isEmpty, !isUnderRows { write("\n") }
    drawn = []
  }

  private var style: TextStyle { console.style(on: descriptor) }

  /// Rows that can move: one row of the window is for the cursor.
  private var room: Int { max(1, (size?.rows ?? 24) - 1) }

  /// Is the cursor under the rows that move? In a window of one row it stands in that.
  private var isUnderRows: Bool { !isOneRow && (size?.rows ?? 24) > drawn.count }

  /// To the first row that moves.
  private var up: String {
    let rows = drawn.count - (isUnderRows ? 0 : 1)
    return rows > 0 ? "\u{1B}[\(rows)A" : ""
  }

  /// Has the window changed since something was written, or did others write there while the program was stopped?
  private mutating func hasChanged() -> Bool {
    let isAsked = Signals.wantsRedraw
    let now = TerminalSize(of: descriptor)
    defer { size = now }
    return size != nil && (isAsked || now != size)
  }

  /// Wipes the window and says again what fits above so many rows that move.
  private func wiped(for moving: Int) -> String {
    let height = size?.rows ?? 24
    let blank = [String](repeating: "\u{1B}[2K", count: height).joined(separator: "\u{1B}[B")
    let rows: [String] = said.flatMap { $0(style) }
    let lines = rows.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let fitting = lines.suffix(max(0, height - moving - 1)).map { $0 + "\n" }.joined()
    return "\u{1B}[H" + blank + "\u{1B}[H" + (rows.isEmpty ? "" : fitting)
  }

  private func write(_ text: String) { Output.write(text, to: descriptor) }
}
