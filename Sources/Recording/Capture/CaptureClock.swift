import Signal
import Synchronization

/// The clock of a capture as other threads see it: which frame of the recording, gaps included, is being
/// captured at a given moment. The capture thread sets it, without a lock.
///
/// A frame follows from the line that `LossDetector` finds gaps with. So a moment after a gap is where the
/// sound of that moment is in the file, even before the gap is known.
final class CaptureClock: Sendable {
  private let rate: Double
  private let zero = Atomic<UInt64>(0)  // bits of the moment of frame 0 on the line; 0 before the first frame
  private let accounted = Atomic<Int64>(0)

  init(sampleRate: SampleRate) { rate = Double(sampleRate.hertz) }

  /// Capture thread: frame 0 was captured at `moment`, seconds of `Clock`.
  @_noLocks
  func set(zero moment: Double) { zero.store(moment.bitPattern, ordering: .relaxed) }

  /// Capture thread: this many frames came or are known to be lost. Called before the writer can see any of
  /// them.
  @_noLocks
  func account(for frames: Int64) { accounted.store(frames, ordering: .releasing) }

  /// The frame that is captured at `moment`; 0 before the first frame.
  func frame(at moment: Double) -> Int64 {
    let least = accounted.load(ordering: .acquiring)
    let bits = zero.load(ordering: .relaxed)
    guard bits != 0 else { return least }
    return max(least, Int64(((moment - Double(bitPattern: bits)) * rate).rounded()))
  }
}
