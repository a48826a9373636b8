import Signal

/// Finds frames that never came, by counting frames against a monotonic clock.
///
/// libasound reports only some losses, as overruns: PipeWire's plugin drops audio without a word, and a
/// suspended sound server leaves a hole that nothing marks. The deficit is the number of frames that should
/// have come by the clock minus the number that came; except for jitter and drift it is flat. If it steps up
/// and stays there, frames are lost; if it comes back, they were only late.
struct LossDetector {
  /// The result of an observation.
  enum Finding: Equatable {
    /// Nothing is missing.
    case complete
    /// Something is late. Frames after `position` must not be passed on until this is decided.
    case suspected(position: Int64)
    /// `length` frames before `position` are lost.
    case lost(position: Int64, length: Int64, cause: Gap.Cause)
  }

  /// Steps below this, in frames, are jitter: two periods, and at least 50 ms, the delay that a busy machine
  /// sometimes gives a thread of ordinary priority.
  let threshold: Double
  /// A step that stays for this long, in seconds, while frames come is a loss, not a delay. A PulseAudio
  /// server that was stopped for two seconds catches up in less.
  static let confirmation = 0.4
  /// The flat line is the smallest deficit of the last one or two spans of this length, in seconds: long
  /// compared with jitter, and so short that 1000 ppm of drift moves the line by less than a tenth of the
  /// threshold.
  static let span = 2.0

  /// The same frames must be missing in this many reads in a row; otherwise one late read could explain it.
  private static let fewestObservations = 3

  private let rate: Double
  private var origin: Double?
  private var spanStart = 0.0
  private var previousFloor = 0.0
  private var floor = 0.0
  private var firstFloor: (time: Double, deficit: Double)?
  private var lastFloor: (time: Double, deficit: Double)?
  private var suspicion: Suspicion?
  private var lossCount = 0

  private struct Suspicion {
    var position: Int64
    var cause: Gap.Cause
    var isCertain: Bool
    var resumed: Double?
    var least = Double.infinity
    var observations = 0
  }

  init(sampleRate: SampleRate, periodSize: Int) {
    rate = Double(sampleRate.hertz)
    threshold = max(2 * Double(periodSize), 0.05 * rate)
  }

  /// The stream broke before `position` and was restarted: frames that are missing at the next read are lost.
  mutating func noteBreak(before position: Int64, cause: Gap.Cause) {
    var broken = suspicion ?? Suspicion(position: position, cause: cause, isCertain: true)
    broken.isCertain = true
    broken.cause = cause
    // Frames that came after the suspicion were only late, so they precede the break. If none came, the
    // frames that the device still held are lost too.
    broken.position = broken.resumed == nil ? min(broken.position, position) : position
    // Lateness before the break says nothing about the length of the break.
    broken.resumed = nil
    broken.least = .infinity
    suspicion = broken
  }

  /// Nothing came for longer than the watchdog allows: a loss now is a stall.
  mutating func noteStall() {
    if let suspicion, !suspicion.isCertain { self.suspicion?.cause = .stall }
  }

  /// - Parameters:
  ///   - time: now, in seconds of a monotonic clock.
  ///   - position: frames taken from the device before this observation; a loss found now is there.
  ///   - accounted: frames that came, are in the device, or are known to be lost.
  ///   - gotFrames: true if frames came with this observation.
  mutating func observe(at time: Double, position: Int64, accounted: Int64, gotFrames: Bool) -> Finding {
    guard let origin else {
      if gotFrames {
        origin = time - Double(accounted) / rate
        spanStart = time
      }
      return .complete
    }
    let deficit = (time - origin) * rate - Double(accounted)
    let step = deficit - min(previousFloor, floor)
    guard suspicion != nil else {
      guard step > threshold else {
        settle(deficit, at: time)
        return .complete
      }
      suspicion = Suspicion(position: position, cause: .silentLoss, isCertain: false)
      if gotFrames { return judge(step, at: time, before: position) }
      return .suspected(position: position)
    }
    guard gotFrames else { return suspicion.map { .suspected(position: $0.position) } ?? .complete }
    return judge(step, at: time, before: position)
  }

  /// When frame 0 of the recording was captured, by the line that losses are found with: frame n, lost frames
  /// counted, followed n ÷ rate seconds later. `nil` before the first frame.
  var zero: Double? { origin.map { $0 + min(previousFloor, floor) / rate } }

  /// Decides now, because nothing more will come or there is no room to wait.
  mutating func conclude() -> Finding {
    guard let suspicion, suspicion.resumed != nil else { return .complete }
    // The last frames before a device falls silent may be late on a busy machine, and nothing comes after to tell.
    guard suspicion.isCertain || suspicion.observations >= Self.fewestObservations else { return .complete }
    return decide(suspicion)
  }

  /// Device clock against ours in parts per million, positive if the device is fast. `nil` before 30 s, and
  /// if frames were lost, because their number is known only to about a period.
  var driftPPM: Double? {
    guard lossCount == 0, let firstFloor, let lastFloor, lastFloor.time - firstFloor.time >= 30 else {
      return nil
    }
    return -1e6 * (lastFloor.deficit - firstFloor.deficit) / rate / (lastFloor.time - firstFloor.time)
  }

  private mutating func judge(_ step: Double, at time: Double, before position: Int64) -> Finding {
    guard var suspicion else { return .complete }
    // The first few frames do not mean that the device is back: most of what is missing is missing after them.
    if !suspicion.isCertain, suspicion.observations < Self.fewestObservations,
      step - suspicion.least > max(threshold, suspicion.least)
    {
      (suspicion.position, suspicion.resumed, suspicion.least) = (position, nil, .infinity)
    }
    suspicion.resumed = suspicion.resumed ?? time
    suspicion.least = min(suspicion.least, step)
    suspicion.observations += 1
    self.suspicion = suspicion
    if !suspicion.isCertain, suspicion.least <= threshold {
      self.suspicion = nil
      return .complete
    }
    if suspicion.isCertain || time - (suspicion.resumed ?? time) >= Self.confirmation {
      return decide(suspicion)
    }
    return .suspected(position: suspicion.position)
  }

  private mutating func decide(_ suspicion: Suspicion) -> Finding {
    self.suspicion = nil
    lossCount += 1
    return .lost(
      position: suspicion.position, length: max(1, Int64(suspicion.least.rounded())), cause: suspicion.cause)
  }

  private mutating func settle(_ deficit: Double, at time: Double) {
    floor = min(floor, deficit)
    guard time - spanStart >= Self.span else { return }
    if firstFloor == nil { firstFloor = (time, floor) }
    lastFloor = (time, floor)
    previousFloor = floor
    floor = deficit
    spanStart = time
  }
}
