/// Frames per second of a recording, in hertz; always within `SampleRate.allowed`.
public struct SampleRate: Hashable, Sendable {
  /// The rates that Aloud accepts: telephone speech up to the fastest converters in use. A WAV header may
  /// claim anything from 1 Hz up and libsndfile opens it, so Aloud must check the range itself.
  public static let allowed = 8_000...384_000

  /// The rate in hertz.
  public let hertz: Int

  /// - Throws: `UnsupportedSampleRate` if `hertz` is outside `allowed`.
  public init(hertz: Int) throws(UnsupportedSampleRate) {
    guard Self.allowed.contains(hertz) else { throw UnsupportedSampleRate(hertz: hertz) }
    self.hertz = hertz
  }

  private init(known hertz: Int) { self.hertz = hertz }

  /// 16 kHz, the rate that the speech analysis works at.
  public static let speech = SampleRate(known: 16_000)
  /// 48 kHz, the rate of today's microphones, which Aloud asks for.
  public static let preferred = SampleRate(known: 48_000)

  /// The time of `frame`, in seconds from frame 0.
  public func seconds(atFrame frame: Int64) -> Double { Double(frame) / Double(hertz) }

  /// The frame nearest to `seconds`, which must be finite and within ±2⁶² frames.
  public func frame(atSeconds seconds: Double) -> Int64 { Int64((seconds * Double(hertz)).rounded()) }
}

/// A sample rate outside `SampleRate.allowed`.
public struct UnsupportedSampleRate: Error, Equatable {
  /// The rate that was refused, in hertz.
  public let hertz: Int
}
