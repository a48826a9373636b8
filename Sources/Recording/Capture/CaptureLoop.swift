import AudioDevice
import Files
import Glibc
import Signal
import Synchronization

/// The capture thread: moves frames from the device into the ring and notes what is missing. It waits only in
/// `Microphone.wait`, and neither allocates nor locks nor logs nor touches the disk.
final class CaptureLoop: @unchecked Sendable {
  // @unchecked: the plain variables below belong to the capture thread from `run` on; others see only the atomics, the
  // ring and the ledger. libasound allows a handle to move to another thread ("Thread-safety" in its reference).

  let memory: CaptureMemory
  let format: CaptureFormat
  /// What the channels of the device have.
  let channels: ChannelMonitor
  /// Tells other threads which frame is being captured.
  let clock: CaptureClock

  /// Set by other threads: end soon.
  let stopRequested = Atomic<Bool>(false)
  /// True if no frame has come for longer than the watchdog allows.
  let isStalled = Atomic<Bool>(false)
  /// True once ring and ledger have everything they will ever have.
  let isFinished = Atomic<Bool>(false)
  /// True once the device is closed and can be opened again.
  let isClosed = Atomic<Bool>(false)
  /// The errno with which the device was lost; 0 while it is not.
  let lostErrno = Atomic<Int32>(0)
  /// Drift in parts per billion; `Int.min` if unknown. Valid once finished.
  let driftPPB = Atomic<Int>(.min)

  /// A stream that is silent for this long, in seconds, is lost.
  static let patience = 3.0
  /// A hole longer than this, in seconds, means a suspended machine: the speaker is gone too.
  static let longestGap = 60.0
  /// Restarts in a row, without one period of frames, after which the device counts as lost. PipeWire's
  /// plugin reports overruns without end when its server dies.
  static let mostRestarts = 3

  private var microphone: Microphone?
  private let block: UnsafeMutablePointer<Int16>
  private var detector: LossDetector
  private var position: Int64 = 0
  private var lost: Int64 = 0
  private var overflow: Int64 = 0
  private var restarts = 0
  private var framesSinceRestart = 0
  private var silence = 0.0

  /// Captures into `memory`.
  init(_ microphone: consuming Microphone, into memory: CaptureMemory) {
    format = microphone.format
    channels = microphone.channels
    self.memory = memory
    clock = CaptureClock(sampleRate: microphone.format.sampleRate)
    block = .allocate(capacity: microphone.mostFramesPerRead)
    detector = LossDetector(sampleRate: format.sampleRate, periodSize: format.periodSize)
    self.microphone = consume microphone
  }

  deinit { block.deallocate() }

  var ring: SPSCRing { memory.ring }
  var ledger: GapLedger { memory.ledger }

  /// Watchdog in seconds: three periods, at least half a second.
  var watchdog: Double {
    max(0.5, 3 * format.sampleRate.seconds(atFrame: Int64(format.periodSize)))
  }

  /// The least time between two looks at the device, in seconds.
  private var breath: Double {
    min(0.005, format.sampleRate.seconds(atFrame: Int64(format.periodSize)) / 4)
  }

  /// The body of the capture thread.
  func run() {
    guard let microphone = microphone.take() else { return }
    Microphone.silenceThisThread()
    WorkerThread.hurryThisThread()
    if case .failed(let code) = microphone.start() {
      lose(code)
    } else {
      capture(from: microphone)
    }
    if let ppm = detector.driftPPM { driftPPB.store(Int(ppm * 1000), ordering: .relaxed) }
    isFinished.store(true, ordering: .releasing)
    // Stopping and closing may take long if a sound server has died; the take does not wait for that.
    microphone.stop()
    _ = consume microphone
    isClosed.store(true, ordering: .releasing)
  }

  /// Instead of `run`: gives the device back without a frame.
  func close() {
    _ = microphone.take()
    isFinished.store(true, ordering: .releasing)
    isClosed.store(true, ordering: .releasing)
  }

  private var shouldGoOn: Bool {
    !stopRequested.load(ordering: .relaxed) && lostErrno.load(ordering: .relaxed) == 0
  }

  private func capture(from microphone: borrowing Microphone) {
    var last = Clock.now
    while shouldGoOn {
      let count = drain(microphone)
      let now = Clock.now
      if count == 0 { watch(microphone, waited: min(now - last, 0.1)) }
      // A device that always has frames, or wakes us for nothing (alsa-plugins, PipeWire), must not use up a
      // processor.
      if now - last < breath { usleep(UInt32(breath * 1e6)) }
      last = now
      guard shouldGoOn else { break }
      handle(microphone.wait(milliseconds: 50), microphone)
    }
    // The words spoken up to the key press are still in the device.
    _ = drain(microphone)
    conclude()
  }

  /// Takes what the device had when this began, at most one buffer. Frames that come meanwhile are left for
  /// the next turn: if a read takes longer than a frame, the device always has another frame, and reading
  /// until it is empty would never end.
  /// - Returns: frames taken.
  private func drain(_ microphone: borrowing Microphone) -> Int {
    let there = microphone.available
    var taken = 0
    // Read at least once: the read tells why a device has nothing.
    repeat {
      let status = microphone.read(into: block)
      guard case .frames(let count) = status else {
        if status != .nothing { handle(status, microphone) }
        break
      }
      taken += count
      accept(count, stillInDevice: microphone.available ?? 0, at: Clock.now)
      // A device that cannot say how much it has is empty once it gives less than it was asked for.
      if there == nil, count < microphone.mostFramesPerRead { break }
    } while taken < there ?? format.bufferSize && lostErrno.load(ordering: .relaxed) == 0
    return taken
  }

  private func accept(_ count: Int, stillInDevice available: Int, at time: Double) {
    silence = 0
    isStalled.store(false, ordering: .relaxed)
    framesSinceRestart += count
    if framesSinceRestart >= format.periodSize { restarts = 0 }
    let before = position
    let fitting = ring.stage(block, count: count)
    if fitting > 0 { flushOverflow(at: before) }
    position += Int64(fitting)
    overflow += Int64(count - fitting)
    let accounted = position + lost + overflow
    let finding = detector.observe(
      at: time, position: before, accounted: accounted + Int64(available), gotFrames: true)
    if let zero = detector.zero { clock.set(zero: zero) }
    clock.account(for: accounted)
    apply(finding)
    // There is no room to hold anything back.
    if overflow > 0 { settle() }
  }

  /// No frame came during one wait of `waited` seconds. Waits are added up rather than read off the clock, so
  /// that a stopped process or a sleeping machine does not count as a stalled device.
  private func watch(_ microphone: borrowing Microphone, waited: Double) {
    silence += waited
    let held = Int64(microphone.available ?? 0)
    // Read the clock after the frames: if the thread is held up in between, frames seem late, never early,
    // and lateness is forgiven. A frame that seemed early would move the flat line, and all later frames
    // would seem lost.
    apply(
      detector.observe(
        at: Clock.now, position: position + held, accounted: position + lost + overflow + held,
        gotFrames: false))
    if silence > watchdog {
      isStalled.store(true, ordering: .relaxed)
      detector.noteStall()
    }
    if silence > Self.patience { lose(ETIMEDOUT) }
  }

  private func handle(_ status: CaptureStatus, _ microphone: borrowing Microphone) {
    switch status {
    case .frames, .nothing:
      return
    case .overrun:
      restart(microphone, cause: .overrun)
    case .suspended:
      // Some drivers come back by themselves and get as long as a stalled device; others are restarted.
      for _ in 0..<Int(Self.patience * 10) where shouldGoOn {
        guard microphone.resume() == .suspended else { break }
        usleep(100_000)
      }
      restart(microphone, cause: .suspended)
    case .failed(let code):
      lose(code)
    }
  }

  private func restart(_ microphone: borrowing Microphone, cause: Gap.Cause) {
    framesSinceRestart = 0
    restarts += 1
    guard restarts <= Self.mostRestarts else { return lose(EPIPE) }
    // If the device cannot be prepared after an overrun, the overrun meant that the device is gone
    // (bluez-alsa #443).
    if case .failed(let code) = microphone.start() { return lose(code) }
    detector.noteBreak(before: position, cause: cause)
  }

  private func apply(_ finding: LossDetector.Finding) {
    switch finding {
    case .suspected:
      return
    case .complete:
      ring.publish()
    case .lost(let position, let length, let cause):
      note(length, before: position, cause)
      ring.publish()
    }
  }

  private func settle() {
    apply(detector.conclude())
    ring.publish()
  }

  private func conclude() {
    settle()
    flushOverflow(at: position)
  }

  private func flushOverflow(at position: Int64) {
    let length = overflow
    guard length > 0 else { return }
    overflow = 0
    note(length, before: position, .ringOverflow)
  }

  private func note(_ length: Int64, before position: Int64, _ cause: Gap.Cause) {
    clock.account(for: self.position + lost + overflow + length)
    guard length < Int64(Self.longestGap) * Int64(format.sampleRate.hertz),
      ledger.append(position: min(position, self.position), length: length, cause: cause)
    else { return lose(ETIMEDOUT) }
    lost += length
  }

  private func lose(_ code: Int32) {
    lostErrno.store(code == 0 ? EIO : code, ordering: .relaxed)
  }
}
