import Foundation
import Rehearsal
import Report
import SpeechTiming

/// The line of the answer with a playhead under it, redrawn in place.
struct PlayScreen {
  let console: Console
  let pacing: Pacing
  let assessment: Assessment

  /// Draws the parts that do not move.
  func begin(title: String) {
    guard console.isInteractive else { return }
    let rows = TimelineText(TimelineContent(pacing, assessment), style: console.style).rows
    console.print([console.style.ink(.bold, Printable.column(title, console.style.width))] + rows)
    let keys = "space pause, ← → 5 s, n p next or previous pause, q quit"
    let plain = keys.replacing("← →", with: "left right")
    console.print(
      Printable.wrapped(console.style.unicode ? keys : plain, width: console.style.width)
        .map { console.style.ink(.dim, $0) })
  }

  /// Draws the playhead.
  func show(_ position: Double, of duration: Double, isPaused: Bool) {
    guard console.isInteractive, !Output.isBehind else { return }
    let width = max(20, Console.columns ?? console.style.width)
    let clock = " \(Figures.clock(position)) / \(Figures.clock(duration))" + (isPaused ? " paused" : "")
    let cells = max(1, width - clock.count - 1)
    let head = min(cells - 1, Int(position / max(duration, 0.001) * Double(cells)))
    let (done, rest) = console.style.unicode ? ("━", "╌") : ("=", ".")
    let bar =
      String(repeating: done, count: max(0, head)) + (console.style.unicode ? "●" : "o")
      + String(repeating: rest, count: max(0, cells - head - 1))
    console.draw("\r\u{1B}[K" + Printable.column(bar + clock, width - 1))
  }

  func end() { if console.isInteractive { console.print() } }
}
