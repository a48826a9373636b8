public import Rehearsal

/// Rules, warnings and lights as sentences.
public enum Words {
  /// The name of a rule in a list.
  public static func label(_ rule: Rule) -> String { rule == .tooShort ? "short" : rule.rawValue }

  /// What a flag means, with its numbers, the rule's limit and the setting it comes from.
  public static func sentence(_ flag: Flag, target: Target, settings: RehearsalSettings) -> String {
    let measured = Figures.length(flag.measured)
    switch flag.rule {
    case .r1:
      return "too long: \(measured), \(Figures.length(flag.measured - flag.limit)) past the target's max of "
        + Figures.length(flag.limit)
    case .r2:
      return "a ramble: \(measured), more than \(Figures.fixed(settings.rambleFactor, 1)) × the goal of "
        + "\(Figures.length(target.goal)) (\(Figures.length(flag.limit)))"
    case .r3:
      return "no breath: \(measured) without a pause of \(Figures.fixed(settings.breathPause, 1)) s; "
        + "at most \(Figures.length(flag.limit))"
    case .r4:
      return "speeding up: the last third is \(Figures.fixed(flag.measured, 0)) % faster than the first; "
        + "under \(Figures.fixed(flag.limit, 0)) % is steady"
    case .tooShort:
      return "too short: \(measured), the target's min is \(Figures.length(flag.limit))"
    }
  }

  /// The doubt in words, with what to do about it.
  public static func sentence(_ warning: TakeWarning, settings: RehearsalSettings) -> String {
    switch warning {
    case .noUsableSpeech(let time):
      return "no usable speech: \(Figures.fixed(time, 1)) s found; check the microphone with `aloud check`"
    case .clipped(let runs):
      return "clipped: the input ran into full scale \(Figures.count(runs, "time", "times")); "
        + "lower the microphone level"
    case .gap(let count, let seconds):
      return "gap in the take: the device lost \(Figures.fixed(seconds, 2)) s in "
        + "\(Figures.count(count, "place", "places")); the numbers leave them out"
    case .quietMicrophone(let level):
      return "quiet microphone: speech at \(Figures.fixed(level, 0)) dBFS, under "
        + "\(Figures.fixed(settings.quietSpeechDBFS, 0)); raise the level or come closer"
    case .lowLevelDifference(let difference):
      return "low level difference: speech only \(Figures.fixed(difference, 0)) dB above the noise, under "
        + "\(Figures.fixed(settings.lowLevelDifference, 0)); no method finds pauses well here"
    }
  }

  /// What is wrong with a microphone, and what to do about it.
  public static func sentence(_ finding: MicrophoneFinding) -> String {
    switch finding {
    case .digitalSilence:
      "digital silence: every sample is 0. The microphone is muted, or this is not the device that hears you"
    case .deadLine:
      "dead line: never above -54 dBFS. Is the microphone plugged in, its switch on, its level above 0?"
    case .clips: "clipping: the input ran into full scale. Lower the level, or go back a little"
    case .losesAudio: "the device loses audio: a busy machine, a bad cable, or a hub. Try another device"
    case .dropsOut: "the sound drops out: something switches the microphone off between words (a noise gate?)"
    case .noVoice: "no voice stands out of the noise. Did you speak? If so, come closer or raise the level"
    case .quiet: "quiet: come closer or raise the level"
    case .noisy: "noisy: the voice is close to the noise of the room, so pauses will be found less well"
    case .switchedOff: "capture is switched off in the mixer. Switch it on: alsamixer, F4, space"
    case .levelAtLowest: "the capture level is at its lowest in the mixer. Raise it: alsamixer, F4, arrow up"
    case .phoneQuality:
      "phone quality (Bluetooth headset?): pace and pauses are found, levels and sound are limited. Better: another "
        + "microphone"
    case .automaticGain:
      "automatic gain is on: the device moves the level by itself, so levels cannot be compared. Switch it off: alsamixer"
    }
  }

  /// Who set the target, and why it is what it is.
  public static func reason(for source: TargetSource, kind: PromptKind) -> String {
    switch source {
    case .prompt: return "set by this prompt"
    case .pack: return "set by the pack for \(kind.rawValue) prompts"
    case .person: return "set by you"
    case .kind:
      switch kind {
      case .technical, .scenario, .drill:
        return "our default for \(kind.rawValue) prompts; no guide gives a length"
      default: return "the usual length of \(kind.rawValue) answers in interview guides"
      }
    }
  }

  /// `1:00–2:30, goal 1:45`.
  public static func range(_ target: Target) -> String {
    "\(Figures.clock(target.min))–\(Figures.clock(target.max)), goal \(Figures.clock(target.goal))"
  }
}

extension Light {
  /// The one colour that stands for this light.
  public var ink: TextStyle.Ink {
    switch self {
    case .belowMin: .blue
    case .green: .green
    case .yellow: .yellow
    case .red: .red
    case .over: .alarm
    }
  }

  /// One word, for outputs without colour.
  public var word: String {
    switch self {
    case .belowMin: "below min"
    case .green: "green"
    case .yellow: "yellow"
    case .red: "red"
    case .over: "OVER"
    }
  }
}
