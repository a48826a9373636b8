public import Recording

extension MicrophoneFinding {
  /// What is wrong with the microphone, and what to do about it, without a full stop.
  public var sentence: String {
    switch self {
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
}
