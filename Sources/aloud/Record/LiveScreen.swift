import Rehearsal
import Report

/// Draws the live view in place on a terminal, or as plain lines elsewhere: every five seconds, when the light
/// changes, and when a warning comes.
struct LiveScreen {
  private let console: Console
  private let isPlain: Bool
  private var drawn: [String] = []
  private var lastLine: (elapsed: Double, light: String, warning: String?)?

  /// - Parameter isQuiet: never draw on standard output, which is for the result.
  init(console: Console, isQuiet: Bool) {
    self.console = console
    isPlain = isQuiet || !console.isInteractive
  }

  /// Draws nothing while the reader does not keep up: the next view replaces this one.
  mutating func show(_ view: LiveContent) {
    guard !Output.isBehind else { return }
    if isPlain { showLine(view) } else { redraw(view) }
  }

  /// Removes the view from the screen; the review takes its place.
  func end() {
    if !drawn.isEmpty { console.draw("\u{1B}[\(LiveText.height)A\r\u{1B}[J") }
  }

  private mutating func redraw(_ view: LiveContent) {
    let width = Console.columns ?? console.style.width
    let style = TextStyle(width: width, color: console.style.color, unicode: console.style.unicode)
    let rows = LiveText(view, style: style).rows
    guard rows != drawn else { return }
    // Moves up to the first row and redraws each row, without wrapping, so that a full row never scrolls.
    let up = drawn.isEmpty ? "" : "\u{1B}[\(LiveText.height)A"
    console.draw("\u{1B}[?7l" + up + rows.map { "\r\u{1B}[K\($0)\n" }.joined() + "\u{1B}[?7h")
    drawn = rows
  }

  private mutating func showLine(_ view: LiveContent) {
    // The first period may not have arrived yet, so a missing signal is not worth a line this early.
    if view.elapsed < 0.5, view.levelDBFS == nil { return }
    let light = view.light.word
    if let last = lastLine, view.elapsed - last.elapsed < 5, last.light == light, last.warning == view.warning
    {
      return
    }
    lastLine = (view.elapsed, light, view.warning)
    console.note(LiveText.line(view))
  }
}
