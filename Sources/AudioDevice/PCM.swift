import CALSA
import Files
import Glibc

/// An open `snd_pcm_t` with its only list of poll descriptors; closed when the value is freed.
///
/// libasound 1.2 locks each handle in its API calls (doc: "Thread-safety"); nevertheless only one thread uses
/// it.
struct PCM: ~Copyable {
  let handle: OpaquePointer
  /// The name it was opened by.
  let device: String
  private let descriptors: UnsafeMutablePointer<pollfd>
  private static let mostDescriptors = 64

  /// Opens without waiting: a busy device is an error at once, and no later call blocks.
  init(opening device: String, _ stream: snd_pcm_stream_t) throws(AudioDeviceError) {
    var handle: OpaquePointer?
    let (code, messages) = ALSAMessages.collect { snd_pcm_open(&handle, device, stream, SND_PCM_NONBLOCK) }
    guard code >= 0, let handle else {
      throw AudioDeviceError(alsa: code, "open", device, messages: messages)
    }
    self.handle = handle
    self.device = device
    descriptors = .allocate(capacity: Self.mostDescriptors)
  }

  deinit {
    snd_pcm_close(handle)
    descriptors.deallocate()
  }

  /// Runs one call of libasound; a negative code becomes an error that names `operation`.
  func check(_ operation: String, _ body: (OpaquePointer) -> Int32) throws(AudioDeviceError) {
    let (code, messages) = ALSAMessages.collect { body(handle) }
    guard code >= 0 else { throw AudioDeviceError(alsa: code, operation, device, messages: messages) }
  }

  /// Channels of the device behind all converters, once it is configured; `nil` if libasound does not say. Its only
  /// word about them is the text of `snd_pcm_dump`, from the outermost converter to the device.
  var ownChannels: Int? {
    var output: OpaquePointer?
    guard snd_output_buffer_open(&output) >= 0, let output else { return nil }
    defer { snd_output_close(output) }
    var text: UnsafeMutablePointer<CChar>?
    guard snd_pcm_dump(handle, output) >= 0, case let length = snd_output_buffer_string(output, &text),
      length > 0, let text
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
    return Self.ownChannels(in: String(decoding: bytes, as: UTF8.self))
  }

  /// The number in the last line `  channels     : 8`.
  static func ownChannels(in dump: String) -> Int? {
    dump.split(separator: "\n").last { $0.drop { $0 == " " }.hasPrefix("channels ") }
      .flatMap { $0.split(separator: ":").last }
      .flatMap { Int($0.filter { $0 != " " }) }
  }

  /// Waits until the device has frames or reports trouble, but never longer than `milliseconds`.
  ///
  /// `snd_pcm_wait` does not keep its time limit: it restarts the wait after each wake-up that brought no
  /// frames (alsa-lib 1.2.8, pcm.c, `snd_pcm_wait_nocheck`), and a stalled device may wake its client without
  /// end.
  /// - Returns: `.frames` if there is something to read (of unknown count), `.nothing` after the time limit.
  func wait(milliseconds: Int32) -> CaptureStatus {
    let end = Clock.now + Double(milliseconds) / 1000
    while true {
      let count = snd_pcm_poll_descriptors(handle, descriptors, UInt32(Self.mostDescriptors))
      guard count >= 0 else { return CaptureStatus(alsa: Int(count)) }
      let left = end - Clock.now
      guard left > 0 else { return .nothing }
      guard poll(descriptors, nfds_t(count), Int32((left * 1000).rounded(.up))) > 0 else { continue }
      var events: UInt16 = 0
      let code = snd_pcm_poll_descriptors_revents(handle, descriptors, UInt32(count), &events)
      guard code >= 0 else { return CaptureStatus(alsa: Int(code)) }
      if events & UInt16(POLLERR | POLLNVAL | POLLHUP) != 0 { return status }
      if events & UInt16(POLLIN | POLLOUT) != 0 { return .frames(1) }
    }
  }

  /// The status that the state of the stream corresponds to.
  private var status: CaptureStatus {
    switch snd_pcm_state(handle) {
    case SND_PCM_STATE_XRUN: .overrun
    case SND_PCM_STATE_SUSPENDED: .suspended
    case SND_PCM_STATE_DISCONNECTED: .failed(ENODEV)
    default: .failed(EIO)
    }
  }
}
