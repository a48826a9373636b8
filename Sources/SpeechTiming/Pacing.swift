public import Signal

/// The measurements of one recording: where speech is, and everything that follows from that.
///
/// Only the measurements are stored; pauses, runs and rates are computed from them, so that two numbers can
/// never disagree. All times are seconds from the first frame.
public struct Pacing: Hashable, Sendable, Codable {
  /// Length of the recording in seconds, silence at both ends included.
  public var duration: Double
  /// Sounding intervals: ascending, disjoint, inside `0...duration`.
  public var speech: [Interval]
  /// Times of the syllable nuclei in seconds, ascending. An estimate: see docs/measures.md for its error.
  public var nuclei: [Double]
  /// Places that may be an "um" or "uh", ascending; never a certain count.
  public var filledPauses: [FilledPause]
  /// Pitch of the voice.
  public var voice: Voice
  /// Level of the recording.
  public var level: Level
  /// Spans in which the device lost audio. The file is silent there, and nothing is known about speech.
  public var gaps: [Interval]
  /// Breaks between the parts of an answer, ascending: from the last speech before to the first after. Nobody heard
  /// what was in between; such a break belongs to no pause, no rate and no length.
  public var breaks: [Interval]
  /// What could not be read of the file, or what it says of itself that does not hold.
  public var doubts: [FileDoubt]
  /// Seconds of tones, where what sounds is tones and nothing else; there is no speech then.
  public var tones: Double
  /// The thresholds in force.
  public var settings: TimingSettings

  /// Joins measurements made elsewhere; no value is changed.
  public init(
    duration: Double, speech: [Interval], nuclei: [Double] = [], filledPauses: [FilledPause] = [],
    voice: Voice = Voice(), level: Level = Level(), gaps: [Interval] = [], breaks: [Interval] = [],
    doubts: [FileDoubt] = [], tones: Double = 0, settings: TimingSettings = TimingSettings()
  ) {
    self.duration = duration
    self.speech = speech
    self.nuclei = nuclei
    self.filledPauses = filledPauses
    self.voice = voice
    self.level = level
    self.gaps = gaps
    self.breaks = breaks
    self.doubts = doubts
    self.tones = tones
    self.settings = settings
  }
}

/// A place that may be a filled pause ("um", "uh").
public struct FilledPause: Hashable, Sendable, Codable {
  /// Where it is, in seconds.
  public var interval: Interval
  /// How sure the detector is, 0…1.
  public var confidence: Double

  /// A possible filled pause.
  public init(interval: Interval, confidence: Double) {
    self.interval = interval
    self.confidence = confidence
  }
}

/// Pitch of the voice over voiced speech.
public struct Voice: Hashable, Sendable, Codable {
  /// Median fundamental frequency in hertz; `nil` if there is less than half a second of voiced speech.
  public var medianPitch: Double?
  /// From the 10 % to the 90 % quantile of the fundamental frequency, in semitones; `nil` if there is no
  /// median.
  public var pitchRange: Double?

  /// Pitch figures; unknown by default.
  public init(medianPitch: Double? = nil, pitchRange: Double? = nil) {
    self.medianPitch = medianPitch
    self.pitchRange = pitchRange
  }
}

/// Level measurements of one recording, in dB relative to digital full scale (a full-scale sine has a peak
/// of 0 dBFS and an rms level of −3 dBFS).
public struct Level: Hashable, Sendable, Codable {
  /// Largest absolute sample in dBFS; `nil` for digital silence.
  public var peakDBFS: Double?
  /// Median level of the sounding windows in dBFS; `nil` without speech.
  public var speechDBFS: Double?
  /// Median level of the silent windows in dBFS; `nil` if there are none, or if they are digital silence.
  public var noiseDBFS: Double?
  /// `speechDBFS` minus the level of the silent windows, in dB; `nil` if either is missing. Below 8 dB no
  /// method finds pauses well.
  public var difference: Double?
  /// How often at least three equal samples in a row were at full scale.
  public var clippings: Int
  /// Integrated loudness in LUFS (EBU R128) of the mono signal that was analysed; `nil` if nothing passes the
  /// gate of −70 LUFS.
  public var loudnessLUFS: Double?
  /// Loudness range in LU (EBU Tech 3342); `nil` under 3 s.
  public var loudnessRangeLU: Double?

  /// The same without figures of speech.
  var withoutSpeech: Level {
    var level = self
    (level.speechDBFS, level.difference) = (nil, nil)
    return level
  }

  /// The index and the reports of earlier versions say `clippedRuns`.
  private enum CodingKeys: String, CodingKey {
    case peakDBFS, speechDBFS, noiseDBFS, difference, loudnessLUFS, loudnessRangeLU
    case clippings = "clippedRuns"
  }

  /// Level figures; all unknown by default.
  public init(
    peakDBFS: Double? = nil, speechDBFS: Double? = nil, noiseDBFS: Double? = nil, difference: Double? = nil,
    clippings: Int = 0, loudnessLUFS: Double? = nil, loudnessRangeLU: Double? = nil
  ) {
    self.peakDBFS = peakDBFS
    self.speechDBFS = speechDBFS
    self.noiseDBFS = noiseDBFS
    self.difference = difference
    self.clippings = clippings
    self.loudnessLUFS = loudnessLUFS
    self.loudnessRangeLU = loudnessRangeLU
  }
}
