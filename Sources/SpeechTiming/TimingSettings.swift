/// The thresholds that turn speech activity into pauses. Every one is printed with the results it shaped.
public struct TimingSettings: Hashable, Sendable, Codable {
  /// Shortest silence inside the answer that counts as a pause, in seconds. 0.25 s is the usual boundary
  /// between articulation and hesitation (Goldman-Eisler 1968; De Jong & Bosker 2013).
  public var pauseThreshold = 0.25
  /// Pauses from this length are `medium`, in seconds.
  public var mediumPause = 0.5
  /// Pauses from this length are `long`, in seconds.
  public var longPause = 1.0
  /// Pauses from this length are `deadAir`, in seconds.
  public var deadAir = 2.5

  /// The defaults above.
  public init() {}

  /// The class of a pause of `duration` seconds.
  public func pauseClass(ofDuration duration: Double) -> PauseClass {
    let duration = duration + Pacing.tolerance
    if duration >= deadAir { return .deadAir }
    if duration >= longPause { return .long }
    return duration >= mediumPause ? .medium : .brief
  }
}

/// How long a pause is, by the bounds of `TimingSettings`.
public enum PauseClass: String, Sendable, Codable, CaseIterable {
  /// 0.25–0.5 s by default.
  case brief
  /// 0.5–1 s by default.
  case medium
  /// 1–2.5 s by default.
  case long
  /// 2.5 s and longer by default.
  case deadAir
}
