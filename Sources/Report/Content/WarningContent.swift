import Rehearsal
import Signal

/// A doubt about a recording in words.
struct WarningContent: Hashable, Sendable {
  /// Stable name for machines.
  let name: String
  /// The doubt, and what to do about it.
  let sentence: String
  /// The numbers of a doubt about the file.
  let doubt: FileDoubt?

  init(_ warning: TakeWarning, settings: RehearsalSettings) {
    name = warning.name
    doubt = if case .file(let doubt) = warning { doubt } else { nil }
    sentence =
      switch warning {
      case .noUsableSpeech(let time):
        "no usable speech: \(Figures.fixed(time, 1)) s found; check the microphone with `aloud check`"
      case .tones(let seconds):
        "sound, but no speech: \(Figures.length(seconds)) of tones, as of keys, beeps or a melody; "
          + "choose a recording in which somebody speaks"
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
      case .missingParts(let numbers):
        "not all of the answer: \(Words.parts(numbers)) \(Words.isOne(numbers) ? "is" : "are") missing or cannot be read; "
          + "the numbers are those of the other parts"
      case .strayPart(let id):
        "take \(id) names a part before it that cannot be: itself, a later part, or a take of another question; it is taken "
          + "for a first part"
      case .file(let doubt):
        Self.sentence(doubt)
      }
  }

  private static func sentence(_ doubt: FileDoubt) -> String {
    let read = Figures.length(doubt.read)
    let places = Figures.count(doubt.count, "place", "places")
    let missing = doubt.missing.map { Figures.fixed($0, 2) + " s " } ?? "something "
    let first = doubt.places.first.map { Figures.preciseClock($0) }
    let begin = first.map { (doubt.count > 1 ? ", the first at " : ", at ") + $0 } ?? ""
    switch doubt.kind {
    case .cutShort:
      let claim = doubt.claimed.map { "the file claims \(Figures.length($0)) and" } ?? "the file"
      return
        "cut short: \(claim) breaks off after \(read); the rest is not in the numbers; copy it again if there is "
        + "a whole one"
    case .damaged:
      return "damaged: \(missing)in \(places) could not be read\(begin); the numbers leave that out; copy "
        + "the file again if there is a whole one"
    case .hole:
      return "hole: the file has no sound for \(missing)in \(places)\(begin), as when a call sends no "
        + "silence; the numbers leave that out"
    case .notMeasured:
      return
        "not measured: more sound follows at \(read), at another rate or with other channels; cut the file there "
        + "and analyse both parts"
    case .notClosed:
      return
        "not closed: the recorder did not finish the file; its length is that of the sound in it, \(read)"
    case .longer:
      return
        "longer than it says: the file claims \(doubt.claimed.map { Figures.length($0) } ?? "less"), and \(read) "
        + "were read, to its end"
    case .other:
      return "a doubt that this Aloud does not know; update Aloud"
    }
  }
}
