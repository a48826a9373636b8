import Foundation
import Report

/// The time before an answer: a countdown that a key ends early.
struct ThinkTime {
  let console: Console
  let keyboard: Keyboard
  let seconds: Double

  /// Waits.
  /// - Returns: false when a signal ended it.
  func wait() -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    if !console.isInteractive, keyboard.isReading, seconds > 0 {
      console.note("Think: \(Figures.fixed(seconds, 0)) s   (Enter starts now)")
    }
    while clock.now < end {
      if Signals.pending != nil { return false }
      let left = (end - clock.now) / .seconds(1)
      if console.isInteractive {
        let text = "Think: \(Figures.fixed(left.rounded(.up), 0)) s   (Enter starts now)"
        console.draw("\r\u{1B}[K" + console.style.ink(.dim, String(text.prefix(console.style.width - 1))))
      }
      let key = keyboard.key(within: 50)
      if key == .enter || key == .space { break }
    }
    if console.isInteractive { console.draw("\r\u{1B}[K") }
    return Signals.pending == nil
  }
}
