import CALSA
import Glibc

/// An open capture device that gives mono 16-bit frames.
///
/// One thread at a time. Nothing here blocks but `wait`, and that no longer than asked; after `init` nothing
/// allocates. Closing happens when the value goes.
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
    // The whole buffer although a period is read at a time: alsa-plugins' PulseAudio client fills a hole in the stream
    // with silence without looking at the size that was asked for (pulse/pcm_pulse.c, pulse_read).
    scratch = .allocate(byteCount: granted.format.bufferSize * granted.fold.frameBytes, alignment: 16)
    self.pcm = pcm
  }

  deinit { scratch.deallocate() }

  /// Most frames that one `read` gives.
  public var mostFramesPerRead: Int { format.periodSize }

  /// Begins or begins again, dropping whatever the device still had.
  /// - Returns: `.nothing` when the device runs, otherwise why not.
  public func start() -> CaptureStatus {
    let prepared = snd_pcm_prepare(pcm.handle)
    // A device that cannot even be prepared is gone, whatever the code says.
    guard prepared >= 0 else { return .failed(-prepared) }
    let started = snd_pcm_start(pcm.handle)
    return started >= 0 ? .nothing : .failed(-started)
  }

  /// Waits for frames, at most `milliseconds`. `.frames` means that a read is due.
  public func wait(milliseconds: Int32) -> CaptureStatus { pcm.wait(milliseconds: milliseconds) }

  /// Reads what is there, at most `mostFramesPerRead` frames, which `target` must have room for.
  public func read(into target: UnsafeMutablePointer<Int16>) -> CaptureStatus {
    let count = snd_pcm_readi(pcm.handle, scratch, UInt(format.periodSize))
    if count > 0 { fold.fold(scratch, count: count, into: target) }
    return CaptureStatus(alsa: count)
  }

  /// Frames that the device has and that were not read yet; `nil` when it cannot tell.
  public var available: Int? {
    let count = snd_pcm_avail(pcm.handle)
    return count >= 0 ? min(count, format.bufferSize) : nil
  }

  /// Asks a suspended device to go on. `.suspended`: not yet; `.nothing`: it runs, and has kept its frames;
  /// otherwise it must be started again.
  public func resume() -> CaptureStatus {
    let code = snd_pcm_resume(pcm.handle)
    if code == -EAGAIN { return .suspended }
    return code >= 0 ? .nothing : .failed(-code)
  }

  /// Stops at once; what the device still has is dropped.
  public func stop() { snd_pcm_drop(pcm.handle) }

  /// From now on libasound prints nothing from the calling thread.
  public static func silenceThisThread() { ALSAMessages.silenceThisThread() }
}
