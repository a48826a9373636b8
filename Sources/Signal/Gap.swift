/// Frames that the device lost while a take was being recorded. The file holds silence of the same length
/// there, so that every later position stays true.
public struct Gap: Hashable, Sendable, Codable {
  /// How the loss was noticed.
  public enum Cause: String, Sendable, Codable {
    /// ALSA reported an overrun (`-EPIPE`).
    case overrun
    /// The machine or the device was suspended (`-ESTRPIPE`).
    case suspended
    /// The device gave no frames for longer than the watchdog allows.
    case stall
    /// Fewer frames came than the monotonic clock says must have been captured, with no error reported.
    case silentLoss
    /// Aloud's own ring was full because the disk did not keep up.
    case ringOverflow
    /// A cause that only a later version of Aloud knows.
    case other

    /// Decodes a cause; an unknown word becomes `other`.
    public init(from decoder: any Decoder) throws {
      self = Self(rawValue: try decoder.singleValueContainer().decode(String.self)) ?? .other
    }
  }

  /// First lost frame, counted from the start of the file.
  public let position: Int64
  /// Number of frames lost, > 0.
  public let length: Int64
  /// How the loss was noticed.
  public let cause: Cause

  /// A loss of `length` frames at `position`.
  public init(position: Int64, length: Int64, cause: Cause) {
    self.position = position
    self.length = length
    self.cause = cause
  }

  /// The part of the gap within the first `frames` frames; `nil` if there is none.
  public func within(_ frames: Int64) -> Gap? {
    let length = min(length, frames - position)
    return length > 0 ? Gap(position: position, length: length, cause: cause) : nil
  }

  /// The gap on the time line of a file of this rate.
  public func interval(at rate: SampleRate) -> Interval {
    Interval(start: rate.seconds(atFrame: position), end: rate.seconds(atFrame: position + length))
  }
}
