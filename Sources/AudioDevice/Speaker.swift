import CALSA
import Files
import Glibc
public import Signal

/// The wanted settings of a loudspeaker.
public struct PlaybackRequest: Hashable, Sendable {
  /// ALSA name, for example `default`.
  public var device: String
  /// Frames per second of what will be played.
  public var sampleRate: SampleRate
  /// Interleaved channels of what will be played.
  public var channels: Int
  /// How much sound is in flight, in milliseconds. `drop` silences it at once.
  public var latencyMilliseconds: Int

  /// Half a second of latency. With 100 ms the sound broke off while compilers kept a machine of two cores busy.
  public init(device: String, sampleRate: SampleRate, channels: Int, latencyMilliseconds: Int = 500) {
    self.device = device
    self.sampleRate = sampleRate
    self.channels = channels
    self.latencyMilliseconds = latencyMilliseconds
  }
}

/// An open playback device that takes interleaved 16-bit frames. One thread at a time.
public struct Speaker: ~Copyable, @unchecked Sendable {
  /// Channels of one frame.
  public let channels: Int
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Times that the device ran dry.
  public private(set) var underruns = 0

  private let pcm: PCM

  /// A device that takes nothing for this long, in milliseconds, counts as lost.
  private static let patience: Int32 = 3000

  /// Opens the device; libasound converts rate and channels if the device does not have them.
  /// - Throws: `AudioDeviceError`.
  public init(opening request: PlaybackRequest) throws(AudioDeviceError) {
    let pcm = try PCM(opening: request.device, SND_PCM_STREAM_PLAYBACK)
    try pcm.check("configure") {
      snd_pcm_set_params(
        $0, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, UInt32(request.channels),
        UInt32(request.sampleRate.hertz), 1, UInt32(request.latencyMilliseconds) * 1000)
    }
    channels = request.channels
    sampleRate = request.sampleRate
    self.pcm = pcm
  }

  /// Plays all of `samples`; waits for room while earlier ones are played.
  /// - Throws: `AudioDeviceError`; `disconnected` if the device takes nothing for three seconds.
  public mutating func write(_ samples: UnsafeBufferPointer<Int16>) throws(AudioDeviceError) {
    guard let base = samples.baseAddress else { return }
    let frames = samples.count / channels
    var done = 0
    var failures = 0
    while done < frames {
      let count = snd_pcm_writei(pcm.handle, base + done * channels, UInt(frames - done))
      if count > 0 {
        done += count
        failures = 0
      } else if count == -Int(EAGAIN) || count == 0 {
        if case .nothing = pcm.wait(milliseconds: Self.patience) {
          throw AudioDeviceError(.disconnected, "play on", pcm.device, detail: "the device takes no sound")
        }
      } else {
        failures += 1
        let code = Int32(clamping: count)
        if code == -EPIPE { underruns += 1 }
        let recovered =
          failures <= 3 ? ALSAMessages.collect { snd_pcm_recover(pcm.handle, code, 1) }.result : code
        guard recovered >= 0 else { throw AudioDeviceError(alsa: code, "play on", pcm.device) }
      }
    }
  }

  /// Frames written and not yet heard; 0 if the device cannot tell.
  public var delay: Int {
    var frames = 0
    return snd_pcm_delay(pcm.handle, &frames) >= 0 ? max(0, frames) : 0
  }

  /// Silences the device at once; the next write starts it again.
  public func drop() {
    snd_pcm_drop(pcm.handle)
    snd_pcm_prepare(pcm.handle)
  }

  /// Waits until everything has been heard, at most `seconds`.
  /// - Returns: true if everything was heard.
  public func drain(within seconds: Double) -> Bool {
    // A sound shorter than the start threshold has not begun to play yet.
    if snd_pcm_state(pcm.handle) == SND_PCM_STATE_PREPARED { snd_pcm_start(pcm.handle) }
    let end = Clock.now + seconds
    while Clock.now < end {
      let code = snd_pcm_drain(pcm.handle)
      guard code == -EAGAIN else { return code >= 0 }
      usleep(10_000)
    }
    snd_pcm_drop(pcm.handle)
    return false
  }
}
