import CALSA
import Glibc

/// An open capture device that gives mono 16-bit frames.
///
/// To be used by one thread at a time. Only `wait` blocks, and no longer than asked; after `init` nothing
/// allocates. The device is closed when the value is freed.
public struct Microphone: ~Copyable, @unchecked Sendable {
  /// What the device granted.
  public let format: CaptureFormat

  private let pcm: PCM
  private let fold: SampleFold
  private let scratch: UnsafeMutableRawPointer

  /// Opens and configures the device; capture begins with `start`.
  /// - Throws: `AudioDeviceError`.
  public init(opening request: CaptureRequest) throws(AudioDeviceError) {
    let pcm = try PCM(opening: request.device, SND_PCM_STREAM_CAPTURE)
    let granted = try HardwareParameters.negotiate(request, on: pcm)
    format = granted.format
    fold = granted.fold
    // As large as the whole buffer, although only a period is read at a time: alsa-plugins' PulseAudio client
    // fills a hole in the stream with silence, without looking at the requested size (pulse/pcm_pulse.c,
    // pulse_read).
    scratch = .allocate(byteCount: granted.format.bufferSize * granted.fold.frameBytes, alignment: 16)
    self.pcm = pcm
  }

  deinit { scratch.deallocate() }

  /// What the channels of the device have, for other threads while this one reads.
  public var channels: ChannelMonitor { fold.monitor }

  /// The most frames that one `read` gives.
  public var mostFramesPerRead: Int { format.periodSize }

  /// Starts or restarts capture, dropping whatever the device still had.
  /// - Returns: `.nothing` if the device runs, otherwise why not.
  public func start() -> CaptureStatus {
    let prepared = snd_pcm_prepare(pcm.handle)
    // A device that cannot even be prepared is gone, whatever code it returns.
    guard prepared >= 0 else { return .failed(-prepared) }
    let started = snd_pcm_start(pcm.handle)
    return started >= 0 ? .nothing : .failed(-started)
  }

  /// Waits for frames, at most `milliseconds`. `.frames` means that there is something to read.
  public func wait(milliseconds: Int32) -> CaptureStatus { pcm.wait(milliseconds: milliseconds) }

  /// Reads the frames that are ready, at most `mostFramesPerRead`; `target` must have room for those.
  public func read(into target: UnsafeMutablePointer<Int16>) -> CaptureStatus {
    let count = snd_pcm_readi(pcm.handle, scratch, UInt(format.periodSize))
    if count > 0 { fold.fold(scratch, count: count, into: target) }
    return CaptureStatus(alsa: count)
  }

  /// Frames that the device has and that are not read yet; `nil` if it cannot tell.
  public var available: Int? {
    let count = snd_pcm_avail(pcm.handle)
    return count >= 0 ? min(count, format.bufferSize) : nil
  }

  /// Asks a suspended device to go on. `.suspended`: not yet. `.nothing`: it runs and has kept its frames.
  /// Anything else: it must be restarted.
  public func resume() -> CaptureStatus {
    let code = snd_pcm_resume(pcm.handle)
    if code == -EAGAIN { return .suspended }
    return code >= 0 ? .nothing : .failed(-code)
  }

  /// Stops at once; frames that the device still has are dropped.
  public func stop() { snd_pcm_drop(pcm.handle) }

  /// Keeps libasound from printing anything from the calling thread from now on.
  public static func silenceThisThread() { ALSAMessages.silenceThisThread() }
}
