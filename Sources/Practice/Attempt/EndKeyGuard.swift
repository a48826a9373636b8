/// Tells a key that is meant to end a take from one that only came in while it began: a take that ends at once is time
/// lost, and stands among the answers.
///
/// The key that started the recording may bounce, within some tenths of a second; it may have been pressed just
/// before the time to think was over; it may still be held, and then it repeats, first after 250 to 660 ms and then every 20 to 100 ms
/// (the defaults of the console and of X.Org: kbdrate(8), xset(1)). Endings by signal are not guarded.
public struct EndKeyGuard: Sendable {
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

  /// Nothing is recorded, and no key came.
  public init() {}

  /// To be called again and again while the recording goes on.
  /// - Parameter now: seconds by the monotonic clock, as everywhere here.
  public mutating func recordingGoesOn(at now: Double) { began = began ?? now }

  /// To be called while nothing is recorded.
  public mutating func nothingIsRecorded() { began = nil }

  /// A key came that ends a recording. To be told all of them, also before the recording.
  /// - Returns: true if it does end it.
  public mutating func ends(at now: Double) -> Bool {
    defer { last = now }
    return began.map { now - $0 >= Self.beginning } == true && now - last >= Self.repetition
  }
}
