import SpeechTiming

/// The numbers of the rules, printed with each flag.
public struct RehearsalSettings: Hashable, Sendable {
  /// R2: an answer longer than this times the goal rambles.
  public var rambleFactor = 1.5
  /// R3: longest breath group that is allowed, in seconds.
  public var longestBreathGroup = 40.0
  /// R3: a pause of this length, in seconds, is a breath.
  public var breathPause = 0.5
  /// R4: last third against first, in per cent.
  public var accelerationPercent = 15.0
  /// Warn when the median speech level is below this, in dBFS. Our default: 17 dB under the level that
  /// EBU R 128 asks of programmes (−23).
  public var quietSpeechDBFS = -40.0
  /// Warn when speech is less than this many dB above the rest: below that, no method tried finds pauses
  /// well.
  public var lowLevelDifference = 8.0
  /// Above this level difference, in dB, pauses are found best (docs: the tables by level difference).
  public var goodLevelDifference = 15.0
  /// A microphone that never exceeds this peak, 0…1, is dead: −54 dBFS. Muted analogue lines measured 0.0005 to
  /// 0.0010, the quietest of 495 live takes 0.0042 (EnviousWispr issue 1845).
  public var deadMicrophonePeak = 0.002
  /// Exact zeros for this many seconds mean a muted input; real converters are never that quiet.
  public var mutedZeros = 1.0
  /// Less speech than this, in seconds, is not usable. Our default.
  public var leastSpeech = 1.0
  /// A trend verdict compares with the median of this many earlier takes of the prompt.
  public var trendTakes = 5
  /// Changes inside ± this many per cent are no change.
  public var trendPercent = 8.0

  /// The defaults above.
  public init() {}

  /// True if this much speech, in seconds, is enough to say anything about an answer.
  public func isUsable(phonationTime: Double) -> Bool { phonationTime >= leastSpeech - Pacing.tolerance }
}
