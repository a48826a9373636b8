import CaptureRig
import Foundation
import Signal
import Testing

@testable import AudioDevice

@Suite struct MicrophoneTests {
  init() { _ = CaptureRig.folder }

  private func open(_ device: String, _ channels: ChannelSelection = .automatic) throws(AudioDeviceError)
    -> CaptureFormat
  {
    let microphone = try Microphone(opening: CaptureRequest(device: device, channels: channels))
    return microphone.format
  }

  private func failure(ofOpening device: String, _ channels: ChannelSelection = .automatic)
    -> AudioDeviceError?
  {
    #expect(throws: AudioDeviceError.self) { try open(device, channels) }
  }

  /// The first `count` frames of a device.
  private func frames(_ count: Int, of request: CaptureRequest) throws -> [Int16] {
    let microphone = try Microphone(opening: request)
    var all: [Int16] = []
    var block = [Int16](repeating: 0, count: microphone.mostFramesPerRead)
    #expect(microphone.start() == .nothing)
    while all.count < count {
      guard microphone.wait(milliseconds: 2000) == .frames(1) else { break }
      guard
        case .frames(let got) = block.withUnsafeMutableBufferPointer({ buffer in
          buffer.baseAddress.map { microphone.read(into: $0) } ?? .nothing
        })
      else { continue }
      all += block.prefix(got)
    }
    microphone.stop()
    return Array(all.prefix(count))
  }

  @Test func `what is asked for is granted, and what is granted is told`() throws {
    let format = try open("mic")
    #expect(
      format
        == CaptureFormat(
          device: "mic", sampleRate: .preferred, channels: 1, sampleFormat: "S16_LE", periodSize: 960,
          bufferSize: 96_000))
    #expect(try open("mic44100").sampleRate.hertz == 44_100)
    #expect(try open("stereo").channels == 2)
    #expect(try open("wide").sampleFormat == "S32_LE")
  }

  @Test func `frames come bit by bit from the first`() throws {
    #expect(try frames(9600, of: CaptureRequest(device: "mic")) == Array(CaptureRig.speech.prefix(9600)))
  }

  @Test func `of 32 bits the upper 16 are kept`() throws {
    #expect(try frames(4800, of: CaptureRequest(device: "wide")) == Array(CaptureRig.speech.prefix(4800)))
  }

  @Test func `a stereo device gives the channel or the sum that is asked for`() throws {
    let left = stride(from: 0, to: 9600, by: 2).map { CaptureRig.stereo[$0] }
    let right = stride(from: 1, to: 9600, by: 2).map { CaptureRig.stereo[$0] }
    #expect(try frames(4800, of: CaptureRequest(device: "stereo", channels: .channel(1))) == left)
    #expect(try frames(4800, of: CaptureRequest(device: "stereo", channels: .channel(2))) == right)
    let mean = zip(left, right).map { Int16(((Double($0) + Double($1)) / 2).rounded()) }
    #expect(try frames(4800, of: CaptureRequest(device: "stereo", channels: .sum)) == mean)
  }

  @Test func `a channel that the device lacks is a typed error`() {
    for device in ["stereo", "plugStereo"] {
      let error = failure(ofOpening: device, .channel(3))
      #expect(error?.kind == .noSuchChannel)
      #expect(error?.detail == "2 channels")
    }
    #expect(failure(ofOpening: "mic", .channel(2))?.detail == "1 channel")
  }

  @Test func `behind a converter the device's own channels are opened`() throws {
    #expect(try open("plugStereo").channels == 2)
    #expect(try open("plugArray8").channels == 8)
    #expect(try open("plugMic").channels == 1)
    #expect(try frames(4800, of: CaptureRequest(device: "plugMic")) == Array(CaptureRig.speech.prefix(4800)))
    #expect(try open("plugArray8", .channel(5)).channels == 8)
  }

  @Test func `the device behind all converters is the last in libasound's words`() {
    let dump = """
      Plug PCM: Route conversion PCM (sformat=S16_LE)
      Its setup is:
        channels     : 2
        rate         : 48000
      Slave: Aloud virtual microphone
      Its setup is:
        channels     : 8
        rate         : 48000

      """
    #expect(PCM.ownChannels(in: dump) == 8)
    #expect(PCM.ownChannels(in: "nothing") == nil)
  }

  @Test func `a device with the rate of a telephone is used as it is`() throws {
    #expect(try open("mic8000").sampleRate.hertz == 8000)
    #expect(try open("plug8000").sampleRate.hertz == 8000)
  }

  @Test func `every way that opening fails has its kind`() {
    #expect(failure(ofOpening: "nosuch")?.kind == .noSuchDevice)
    #expect(failure(ofOpening: "busy")?.kind == .busy)
    #expect(failure(ofOpening: "denied")?.kind == .noPermission)
    #expect(failure(ofOpening: "refused")?.kind == .serverGone)
  }

  @Test func `what libasound would print is in the error`() {
    #expect(failure(ofOpening: "nosuch")?.detail.contains("Unknown PCM nosuch") == true)
  }

  @Test func `a device that is gone when it starts says so`() throws {
    let microphone = try Microphone(opening: CaptureRequest(device: "goneAtOnce"))
    let started = microphone.start()
    let waited = started == .nothing ? microphone.wait(milliseconds: 100) : started
    var block = [Int16](repeating: 0, count: 960)
    var status = waited
    for _ in 0..<3 {
      if case .failed = status { break }
      status = block.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { microphone.read(into: $0) } ?? .nothing
      }
    }
    #expect(status == .failed(ENODEV))
  }

  @Test func `waiting for a device that gives nothing ends`() throws {
    let microphone = try Microphone(opening: CaptureRequest(device: "dead"))
    #expect(microphone.wait(milliseconds: 20) == .nothing)
  }

  @Test func `errno has one table`() {
    let table: [(Int32, AudioDeviceError.Kind)] = [
      (ENOENT, .noSuchDevice), (EBUSY, .busy), (EACCES, .noPermission), (EINVAL, .unsupportedFormat),
      (ENODEV, .disconnected), (EIO, .disconnected), (ECONNREFUSED, .serverGone), (ENOMEM, .other),
    ]
    for (code, kind) in table { #expect(AudioDeviceError.kind(ofErrno: code) == kind) }
  }

  @Test func `the holder of a device is read from the kernel's words`() {
    #expect(SoundCards.owner(in: "state: RUNNING\nowner_pid   : 4711\ntrigger_time: 1.2\n") == 4711)
    #expect(SoundCards.owner(in: "closed\n") == nil)
  }
}
