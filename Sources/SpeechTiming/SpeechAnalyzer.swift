public import Signal

/// Measures one recording in a single pass over its blocks, in memory that does not depend on its length.
/// The same code serves a live microphone and a file.
///
/// Features are kept for at most ten minutes. An answer up to that long is decided as a whole; a longer
/// recording is decided in passages that overlap by 30 s.
public struct SpeechAnalyzer {
  /// Increases whenever a result can change; stored beside every result.
  public static let version = 7

  /// The most samples between two checks of the passage's length.
  private static let largestBlock = 16_384

  private let sampleRate: SampleRate
  private let settings: TimingSettings
  private let model: SpeechModel?
  private let plan: PassagePlan
  private var extractor: FeatureExtractor
  private var results = Decisions()

  /// An analyser for mono audio of this rate.
  public init(sampleRate: SampleRate, settings: TimingSettings = TimingSettings()) {
    self.init(sampleRate: sampleRate, settings: settings, model: .trained)
  }

  /// An analyser with another model or other passages: for training and tests.
  package init(
    sampleRate: SampleRate, settings: TimingSettings, model: SpeechModel?, plan: PassagePlan = PassagePlan()
  ) {
    self.plan = plan
    self.sampleRate = sampleRate
    self.settings = settings
    self.model = model
    extractor = FeatureExtractor(sampleRate: sampleRate)
  }

  /// Takes the next frames, any number of them, −1…1 at full scale. Samples that are not finite count as 0.
  public mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    var start = 0
    while start < samples.count {
      let end = min(samples.count, start + Self.largestBlock)
      extractor.append(UnsafeBufferPointer(rebasing: samples[start..<end]))
      start = end
      while extractor.table.count >= plan.length { decidePassage() }
    }
  }

  /// Ends the recording and makes the last decisions. `gaps` are those that the recorder noted for this take.
  public mutating func finish(gaps: [Gap] = []) -> Pacing {
    extractor.finish()
    while extractor.table.count >= plan.length { decidePassage() }
    let duration = sampleRate.seconds(atFrame: extractor.samples)
    let lost = gaps.map { $0.interval(at: sampleRate) }.sorted { $0.start < $1.start }
    let count = extractor.table.count
    let passage = Passage(
      table: extractor.table, count: count, sampleRate: sampleRate, lost: lost.map { results.windows(of: $0) }
    )
    results.add(passage, upTo: count, model: model)
    return results.pacing(
      duration: duration, lost: lost, level: results.levels.level(extractor.meter, extractor.loudness),
      settings: settings)
  }

  private mutating func decidePassage() {
    let passage = Passage(table: extractor.table, count: plan.length, sampleRate: sampleRate)
    let decided = plan.length - plan.tail
    results.add(passage, upTo: decided, model: model)
    let surplus = decided - plan.context
    extractor.table.removeFirst(surplus)
    results.forget(surplus)
  }
}
