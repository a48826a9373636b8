public import Signal

/// Measures one recording in a single pass over its blocks, in memory that does not depend on its length.
/// The same code serves a live microphone and a file.
public struct SpeechAnalyzer {
  /// Moves whenever a result can change; stored beside every result.
  public static let version = 1

  private var frames: Int64 = 0
  private let sampleRate: SampleRate
  private let settings: TimingSettings

  /// An analyser for mono audio of this rate.
  public init(sampleRate: SampleRate, settings: TimingSettings = TimingSettings()) {
    self.sampleRate = sampleRate
    self.settings = settings
  }

  /// Takes the next frames, −1…1 at full scale; any number of them. Not-finite samples count as 0.
  public mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    frames += Int64(samples.count)
  }

  /// Ends the recording and decides. `gaps` are what the recorder noted for this take.
  public mutating func finish(gaps: [Gap] = []) -> Pacing {
    Pacing(
      duration: sampleRate.seconds(atFrame: frames), speech: [],
      gaps: gaps.map { $0.interval(at: sampleRate) },
      settings: settings)
  }
}
