import AudioDevice
import Foundation
import Report

/// The time after a microphone went away in the middle of an answer: it may come back.
struct MicrophoneReturn {
  let console: Console
  let keyboard: Keyboard
  let device: String

  /// Nobody waits longer than this for a microphone, in seconds.
  private static let patience = 600.0

  /// Waits until the microphone is back and the speaker wants to go on, or does not.
  func isWanted(part: Int) -> Bool {
    console.note("What you said is saved. Plug the microphone in to go on as part \(part); Enter ends.")
    let clock = ContinuousClock()
    let end = clock.now + .seconds(Self.patience)
    var nextLook = clock.now
    var isBack = false
    while clock.now < end, Signals.pending == nil {
      if !isBack, clock.now >= nextLook {
        nextLook = clock.now + .seconds(1)
        isBack = isThere
        if isBack {
          console.note("The microphone is back: press r to go on as part \(part). Enter ends.")
        }
      }
      switch keyboard.key(within: 50) {
      case .character("r"), .character("R"): if isBack { return true }
      case .enter, .space, .escape, .character("q"): return false
      default: break
      }
    }
    return false
  }

  /// Can it be opened? It is closed again at once.
  private var isThere: Bool { (try? Microphone(opening: CaptureRequest(device: device)).format) != nil }
}
