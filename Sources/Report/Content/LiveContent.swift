public import Rehearsal

/// What a speaker sees while speaking: one colour, the clock, a small level meter, and a warning when the
/// microphone needs one. Nothing else; dense live displays made speakers worse (Chollet et al. 2022).
public struct LiveContent: Hashable, Sendable {
  /// Seconds since the recording began, and what was recorded of the answer before.
  public var elapsed: Double
  /// The target in force.
  public var target: Target
  /// Recent level in dBFS; `nil` for exact silence or before the first sound.
  public var levelDBFS: Double?
  /// One sentence about the microphone, if it needs one.
  public var warning: String?

  /// The picture of one moment.
  public init(elapsed: Double, target: Target, levelDBFS: Double?, warning: String?) {
    self.elapsed = elapsed
    self.target = target
    self.levelDBFS = levelDBFS
    self.warning = warning
  }

  /// Where the speaker stands against the target.
  public var light: Light { target.light(at: elapsed) }

  /// Whole seconds since the recording began, as a clock.
  var clock: String { Figures.clock(elapsed) }

  /// The level in words.
  var level: String { levelDBFS.map { "\(Figures.fixed($0, 0)) dBFS" } ?? "no signal" }
}
