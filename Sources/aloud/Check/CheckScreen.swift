import AudioDevice
import Foundation
import Recording
import Report
import Signal

/// What a check shows on standard error while it listens: what to do, and under it the level, redrawn in place.
struct CheckScreen {
  private let console: Console
  /// `nil` where nothing can be drawn.
  private var area: LiveArea?

  init(on console: Console) {
    self.console = console
    area = console.showsProgress ? LiveArea(on: console, descriptor: STDERR_FILENO) : nil
  }

  /// Says what to do.
  mutating func begin(_ words: String) {
    if area != nil {
      area?.say { Printable.wrapped(words, width: $0.width) }
    } else {
      Printable.wrapped(words, width: console.style.width).forEach { console.note($0) }
    }
  }

  /// Draws the level of the last moment, and that of each of several channels.
  mutating func show(_ elapsed: Double, levelDBFS level: Double?, _ channels: ChannelReport?) {
    let words =
      "\(Figures.fixed(elapsed, 1)) s  " + (level.map { "\(Figures.fixed($0, 0)) dBFS" } ?? "silence")
    area?.draw { style, _ in
      channels.map { ChannelMeters(report: $0, style: style).live(after: words) } ?? [words]
    }
  }

  /// Takes the level away; what was found comes in its place.
  mutating func end() { area?.clear() }
}
