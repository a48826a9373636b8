import Signal
import SpeechTiming

/// The pace over the answer, for machines.
struct PaceRecord: Encodable {
  private let pacing: Pacing

  init(_ pacing: Pacing) { self.pacing = pacing }

  private enum Key: CodingKey { case span, step, curve, variation, change }

  /// Writes all keys: a measure that does not exist is `null`.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(Pacing.paceSpan, forKey: .span)
    try values.encode(Pacing.paceStep, forKey: .step)
    try values.encode(pacing.paceCurve.map(Point.init), forKey: .curve)
    try values.encode(pacing.paceVariation.map(AnalysisRecord.rounded), forKey: .variation)
    try values.encode(pacing.paceChange.map(AnalysisRecord.rounded), forKey: .change)
  }

  private struct Point: Encodable {
    let start, end, articulationRate: Double

    init(_ point: PacePoint) {
      start = AnalysisRecord.rounded(point.interval.start)
      end = AnalysisRecord.rounded(point.interval.end)
      articulationRate = AnalysisRecord.rounded(point.articulationRate)
    }
  }
}

/// The pitch of the voice, for machines.
struct VoiceRecord: Encodable {
  private let voice: Voice

  init(_ voice: Voice) { self.voice = voice }

  private enum Key: CodingKey { case medianPitch, pitchRange }

  /// Writes all keys.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(voice.medianPitch.map(AnalysisRecord.rounded), forKey: .medianPitch)
    try values.encode(voice.pitchRange.map(AnalysisRecord.rounded), forKey: .pitchRange)
  }
}

/// The level of a recording, for machines.
struct LevelRecord: Encodable {
  private let level: Level

  init(_ level: Level) { self.level = level }

  private enum Key: CodingKey {
    case peakDBFS, speechDBFS, noiseDBFS, difference, clippedRuns, loudnessLUFS, loudnessRangeLU
  }

  /// Writes all keys.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(level.peakDBFS.map(AnalysisRecord.rounded), forKey: .peakDBFS)
    try values.encode(level.speechDBFS.map(AnalysisRecord.rounded), forKey: .speechDBFS)
    try values.encode(level.noiseDBFS.map(AnalysisRecord.rounded), forKey: .noiseDBFS)
    try values.encode(level.difference.map(AnalysisRecord.rounded), forKey: .difference)
    try values.encode(level.clippings, forKey: .clippedRuns)
    try values.encode(level.loudnessLUFS.map(AnalysisRecord.rounded), forKey: .loudnessLUFS)
    try values.encode(level.loudnessRangeLU.map(AnalysisRecord.rounded), forKey: .loudnessRangeLU)
  }
}
