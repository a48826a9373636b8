import CALSA
import Glibc

/// Why a microphone or loudspeaker could not be opened or used further.
public struct AudioDeviceError: Error, Hashable, Sendable {
  /// What the caller can act on.
  public enum Kind: String, Sendable {
    /// No device of that name.
    case noSuchDevice
    /// This machine has no sound card that libasound can see.
    case noSoundCard
    /// Another program has the device; `holder` is its process, if the kernel tells.
    case busy
    /// The user may not open the device.
    case noPermission
    /// The device has no format, rate or channel count that Aloud can use.
    case unsupportedFormat
    /// The device has fewer channels than the one that was asked for; `detail` says how many.
    case noSuchChannel
    /// A file that sets up devices has a mistake; `place` says where, `detail` which.
    case brokenConfiguration
    /// The device can only play.
    case noCaptureSide
    /// The device needs a plug-in of libasound that is not installed; `missing` is its file.
    case missingPlugin
    /// The device is set up on another, or on a card, that is not there; `missing` is its name, if libasound says it.
    case missingTarget
    /// The device went away while it was in use.
    case disconnected
    /// The sound server that the device belongs to cannot be reached.
    case serverGone
    /// Anything else; `detail` has the words of libasound.
    case other
  }

  /// A line of a file.
  public struct Place: Hashable, Sendable {
    /// Path of the file.
    public let file: String
    /// The line, from 1; `nil` if unknown.
    public let line: Int?
  }

  /// What the caller can act on.
  public let kind: Kind
  /// What was being done, for example `open`.
  public let operation: String
  /// ALSA name of the device.
  public let device: String
  /// The errno, positive; 0 if the reason is Aloud's own.
  public let code: Int32
  /// What libasound said: first its short description, then what it would have printed.
  public let detail: String
  /// Process that holds a busy device; `nil` if unknown.
  public let holder: Int32?
  /// Where the device is set up wrongly; `nil` if that is not the cause, or unknown.
  public let place: Place?
  /// What the device needs and is not there; `nil` if that is not the cause, or unknown.
  public let missing: String?

  init(_ kind: Kind, _ operation: String, _ device: String, detail: String, code: Int32 = 0) {
    self.kind = kind
    self.operation = operation
    self.device = device
    self.detail = detail
    self.code = code
    holder = nil
    place = nil
    missing = nil
  }

  /// An error of libasound: `code` as returned, and `messages` as it would have printed them.
  init(alsa code: Int32, _ operation: String, _ device: String, messages: [String] = []) {
    let code = abs(code)
    // A device that is open was set up well.
    let fault =
      operation != "open"
      ? nil
      : OpeningFault(
        code: code, device: device, messages: messages, place: SoundConfiguration.place,
        lineCount: SoundConfiguration.lineCount)
    var kind = fault?.kind ?? Self.kind(ofErrno: code)
    if kind == .noSuchDevice, !SoundCards.arePresent,
      messages.contains(where: { $0.contains("cannot find card") || $0.contains("Cannot get card index") })
    {
      kind = .noSoundCard
    }
    self.kind = kind
    self.operation = operation
    self.device = device
    self.code = code
    detail = fault?.reason ?? ([String(cString: snd_strerror(-code))] + messages).joined(separator: "; ")
    place = fault?.place
    missing = fault?.missing
    holder = kind == .busy ? SoundCards.captureHolder : nil
  }

  /// A device that was lost while it was in use.
  package init(losing device: String, errno code: Int32) {
    self.init(.disconnected, "record from", device, detail: String(cString: snd_strerror(-code)), code: code)
  }

  /// The only table from errno to kind.
  static func kind(ofErrno code: Int32) -> Kind {
    switch code {
    case ENOENT, ENXIO: .noSuchDevice
    case EBUSY, EAGAIN: .busy
    case EACCES, EPERM: .noPermission
    case EINVAL, ENOTSUP: .unsupportedFormat
    // EIO: the PulseAudio plugin returns this if its server or its source is gone. EPIPE becomes an error
    // only if recovery from it failed.
    case ENODEV, EIO, EPIPE, EBADFD, ESTRPIPE: .disconnected
    case ECONNREFUSED, ECONNRESET, ECONNABORTED, ENOTCONN: .serverGone
    default: .other
    }
  }
}
