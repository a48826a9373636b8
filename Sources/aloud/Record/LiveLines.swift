import Rehearsal
import Report

/// The live view as plain lines where nothing can be drawn in place: every five seconds, when the light changes,
/// and when a warning comes.
struct LiveLines {
  let console: Console
  private var last: (elapsed: Double, light: String, warning: String?)?

  init(on console: Console) { self.console = console }

  /// Says nothing while the reader does not keep up.
  mutating func show(_ view: LiveContent) {
    // The first period may not have arrived yet, so a missing signal is not worth a line this early.
    guard !Output.isBehind, view.elapsed >= 0.5 || view.levelDBFS != nil else { return }
    let light = view.light.word
    if let last, view.elapsed - last.elapsed < 5, last.light == light, last.warning == view.warning { return }
    last = (view.elapsed, light, view.warning)
    console.note(LiveText.line(view))
  }
}
