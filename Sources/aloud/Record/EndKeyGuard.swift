/// Tells a key that is meant to end a take from one that only came in while it began. A take that ends at once is
/// lost time, and counts as an answer.
///
/// The key that started the recording may bounce, which takes some hundredths to tenths of a second; it may have been pressed
/// just before the time to think was over; it may still be held, and then it repeats, after 250 to 660 ms (the console's
/// and X.Org's defaults; kbdrate(8), xset(1)) and then every 20 to 100 ms. Signals are not guarded.
struct EndKeyGuard {
  /// No key ends a recording sooner than this after its beginning, in seconds: longer than a held key waits before it
  /// repeats.
  private static let beginning = 0.8
  /// What follows a key within this time is the same key, still held or bouncing, in seconds: longer than from one
  /// repetition to the next, also over a slow line, and shorter than somebody who presses once more.
  private static let repetition = 0.25

  /// When the recording began; `nil` while nothing is recorded.
  private var began: Double?
  /// When the last key came that could end it.
  private var last = -Double.infinity

  /// To be called again and again while the recording goes on.
  mutating func recordingGoesOn(at now: Double) { began = began ?? now }

  /// To be called while nothing is recorded.
  mutating func nothingIsRecorded() { began = nil }

  /// A key came that ends a recording. To be told all of them, also before the recording.
  /// - Returns: true if it does end it.
  mutating func ends(at now: Double) -> Bool {
    defer { last = now }
    return began.map { now - $0 >= Self.beginning } == true && now - last >= Self.repetition
  }
}
