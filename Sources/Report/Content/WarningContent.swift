import Rehearsal

/// A doubt about a recording in words.
struct WarningContent: Hashable, Sendable {
  /// Stable name for machines.
  let name: String
  /// The doubt, and what to do about it.
  let sentence: String

  init(_ warning: TakeWarning, settings: RehearsalSettings) {
    name = warning.name
    sentence =
      switch warning {
      case .noUsableSpeech(let time):
        "no usable speech: \(Figures.fixed(time, 1)) s found; check the microphone with `aloud check`"
      case .clipped(let times):
        "clipped: the input ran into full scale \(Figures.count(times, "time", "times")); "
          + "lower the microphone level"
      case .gap(let count, let seconds):
        "gap in the take: the device lost \(Figures.fixed(seconds, 2)) s in "
          + "\(Figures.count(count, "place", "places")); the numbers leave them out"
      case .quietMicrophone(let level):
        "quiet microphone: speech at \(Figures.fixed(level, 0)) dBFS, under "
          + "\(Figures.fixed(settings.quietSpeechDBFS, 0)); raise the level or come closer"
      case .lowLevelDifference(let difference):
        "low level difference: speech only \(Figures.fixed(difference, 0)) dB above the noise, under "
          + "\(Figures.fixed(settings.lowLevelDifference, 0)); no method finds pauses well here"
      }
  }
}
