import Glibc

/// The result of one step of a capture. An error here is data: it says what happened to the frames.
public enum CaptureStatus: Hashable, Sendable {
  /// This many frames were read, or frames are ready to be read.
  case frames(Int)
  /// Nothing to read now.
  case nothing
  /// The device's buffer ran over and capture stopped (`-EPIPE`).
  case overrun
  /// The machine or the device was suspended (`-ESTRPIPE`).
  case suspended
  /// The device is gone or failed for good; the errno, positive.
  case failed(Int32)

  init(alsa code: Int) {
    switch code {
    case 1...: self = .frames(code)
    case 0, Int(-EAGAIN), Int(-EINTR): self = .nothing
    case Int(-EPIPE): self = .overrun
    case Int(-ESTRPIPE): self = .suspended
    default: self = .failed(Int32(clamping: -code))
    }
  }
}
