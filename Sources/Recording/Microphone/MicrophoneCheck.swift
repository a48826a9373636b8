public import AudioDevice
import Files
import Glibc
public import Signal
import Synchronization

/// The measurements of a few seconds of a microphone; the audio is not kept.
public struct MicrophoneCheck: Sendable {
  /// Seconds that were heard, without lost audio.
  public let seconds: Double
  /// Frames that were heard.
  public let frames: Int64
  /// Largest absolute sample, 0…1.
  public let peak: Double
  /// Level of all samples in dBFS, where a full-scale sine is −3; `nil` for digital silence.
  public let levelDBFS: Double?
  /// Levels of 10 ms windows between 100 and 7,400 Hz in dBFS, ascending, digital silence as −120.
  public let windowLevelsDBFS: [Double]
  /// Longest time in which every sample is exactly 0, in seconds.
  public let longestZeros: Double
  /// How often at least three equal samples in a row were at full scale, in the channel with the voice where that was
  /// most often.
  public let clippings: Int
  /// What each channel had, and which were used; `nil` for a device with one.
  public let channels: ChannelReport?
  /// Audio that was lost; positions count frames as they would be in a file.
  public let gaps: [Gap]
  /// The device as granted.
  public let format: CaptureFormat
  /// How the device was lost; `nil` if it was not.
  public let deviceError: AudioDeviceError?

  /// The level in dBFS that `percent` of the windows do not exceed; 10 is near the noise of the room,
  /// 95 near the voice. `nil` if nothing was heard.
  public func levelDBFS(percentile percent: Double) -> Double? {
    guard !windowLevelsDBFS.isEmpty else { return nil }
    let index = (percent / 100 * Double(windowLevelsDBFS.count - 1)).rounded()
    return windowLevelsDBFS[max(0, min(windowLevelsDBFS.count - 1, Int(index)))]
  }

  /// Listens for `seconds`, or until the device is lost, and reports the level meanwhile.
  /// - Parameters:
  ///   - seconds: 0…600; a device that gives nothing counts as lost after three.
  ///   - progress: called about ten times a second with the seconds so far, the recent level in dBFS, `nil`
  ///     for digital silence, and the channels, `nil` for one; returning `false` ends the check.
  /// - Throws: `RecordingError.noThread` or `.noMemory`.
  public static func run(
    _ microphone: consuming Microphone, seconds: Double,
    progress: (Double, Double?, ChannelReport?) -> Bool = { _, _, _ in true }
  ) throws(RecordingError) -> MicrophoneCheck {
    let rate = microphone.format.sampleRate
    let capture = CaptureLoop(microphone, into: try CaptureMemory(holdingAtLeast: 5 * rate.hertz))
    let wanted = rate.frame(atSeconds: min(max(0, seconds), 600))
    try WorkerThread.start { capture.run() }
    var tally = LevelTally(sampleRate: rate)
    let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: 8192)
    defer { block.deallocate() }
    var turn = 0
    // A capture thread that hangs inside a plugin never finishes.
    let deadline = Clock.now + rate.seconds(atFrame: wanted) + CaptureLoop.patience + 1
    while tally.frames < wanted, Clock.now < deadline {
      let isLast = capture.isFinished.load(ordering: .acquiring)
      while let base = block.baseAddress, tally.frames < wanted {
        let count = capture.ring.read(into: base, limit: min(block.count, Int(wanted - tally.frames)))
        guard count > 0 else { break }
        tally.append(UnsafeBufferPointer(start: base, count: count))
      }
      turn += 1
      let seconds = rate.seconds(atFrame: tally.frames)
      if turn % 5 == 0, !progress(seconds, tally.meter.recentDBFS, capture.channels.report) { break }
      if isLast { break }
      usleep(20_000)
    }
    capture.stopRequested.store(true, ordering: .relaxed)
    _ = WorkerThread.wait(atMost: 0.45) { capture.isClosed.load(ordering: .acquiring) }
    return MicrophoneCheck(tally, capture)
  }

  private init(_ tally: LevelTally, _ capture: CaptureLoop) {
    var tally = tally
    tally.finish()
    let rate = capture.format.sampleRate
    seconds = rate.seconds(atFrame: tally.frames)
    frames = tally.frames
    peak = tally.meter.peak
    levelDBFS = tally.levelDBFS
    windowLevelsDBFS = tally.windowLevelsDBFS.sorted()
    longestZeros = rate.seconds(atFrame: tally.longestZeros)
    channels = capture.channels.report
    clippings = (channels?.channels ?? []).reduce(tally.meter.clippings) {
      max($0, $1.hasUsedSound ? $1.clippings : 0)
    }
    format = capture.format
    var filled: Int64 = 0
    gaps = (0..<capture.ledger.count).map { capture.ledger[$0] }.filter { $0.position <= tally.frames }
      .map { entry in
        defer { filled += entry.length }
        return Gap(position: entry.position + filled, length: entry.length, cause: entry.cause)
      }
    let lost = capture.lostErrno.load(ordering: .relaxed)
    deviceError = lost == 0 ? nil : AudioDeviceError(losing: capture.format.device, errno: lost)
  }
}
