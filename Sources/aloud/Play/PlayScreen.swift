import Foundation
import Rehearsal
import Report

/// The line of the answer with a playhead under it, redrawn in place.
struct PlayScreen {
  private var area: LiveArea?

  /// Nothing is drawn where the console cannot draw in place.
  init(on console: Console) { area = console.isInteractive ? LiveArea(on: console, isOneRow: true) : nil }

  /// Draws the parts that do not move.
  mutating func begin(title: String, _ timeline: TimelineContent) {
    area?.say { style in
      let keys = "space pause, ← → 5 s, n p next or previous pause, q quit"
      let plain = keys.replacing("← →", with: "left right")
      return [style.ink(.bold, Printable.cut(title, style.width))]
        + TimelineText(timeline, style: style).rows
        + Printable.wrapped(style.unicode ? keys : plain, width: style.width).map { style.ink(.dim, $0) }
    }
  }

  /// Draws the playhead.
  mutating func show(_ position: Double, of duration: Double, isPaused: Bool) {
    area?.draw { style, _ in
      let clock = " \(Figures.clock(position)) / \(Figures.clock(duration))" + (isPaused ? " paused" : "")
      let cells = max(1, style.width - clock.count - 1)
      let head = min(cells - 1, Int(position / max(duration, 0.001) * Double(cells)))
      let (done, rest) = style.unicode ? ("━", "╌") : ("=", ".")
      let bar =
        String(repeating: done, count: max(0, head)) + (style.unicode ? "●" : "o")
        + String(repeating: rest, count: max(0, cells - head - 1))
      return [Printable.cut(bar + clock, style.width - 1)]
    }
  }

  /// What comes stands under the playhead.
  mutating func end() { area?.leave() }
}
