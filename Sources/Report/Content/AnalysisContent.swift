public import Rehearsal
public import SpeechTiming

/// What was measured on a recording that is not a take.
public struct AnalysisContent: Hashable, Sendable {
  /// The name of the file.
  let title: String
  /// Doubts about the recording.
  let warnings: [WarningContent]
  /// The numbers that matter.
  let measures: [MeasureContent]

  /// The doubts in words, without a full stop.
  public var doubts: [String] { warnings.map(\.sentence) }

  /// - Parameter file: a path as it was given.
  public init(
    file: String, _ pacing: Pacing, _ warnings: [TakeWarning],
    settings: RehearsalSettings = RehearsalSettings()
  ) {
    title = file
    self.warnings = warnings.map { WarningContent($0, settings: settings) }
    measures = MeasureContent.all(of: pacing)
  }
}
