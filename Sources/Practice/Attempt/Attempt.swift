import AudioDevice
public import Recording
public import Rehearsal
import Report
public import Signal
import SpeechTiming
import Synchronization

/// One attempt at an answer, from the question to the review: a state machine that any shell drives with
/// commands and watches as a value. It runs on its own thread, even if no shell is looking.
///
///     thinking ─▶ recording ─▶ waitingForDisk ─▶ measuring ─▶ ended
///                     ▲                              │
///                     └────── microphoneLost ◀───────┘
///
/// All members may be used from any thread. None waits for the device, the disk or the speaker, except
/// `state(after:within:)`, which waits no longer than asked.
public final class Attempt: Sendable {
  /// What is attempted, and how.
  public struct Plan: Sendable {
    /// The question.
    public var question: Question
    /// ALSA name of the microphone.
    public var device = "default"
    /// Which of its channels to record.
    public var channels = ChannelSelection.automatic
    /// Time to think, in seconds.
    public var think = 0.0
    /// The recording ends by itself after this many seconds; `nil` for the question's limit.
    public var seconds: Double?
    /// The take that the answer continues; `nil` for a new answer.
    public var before: Take?
    /// What was recorded of the answer before, in seconds.
    public var secondsBefore = 0.0
    /// True if the speaker can be asked whether to go on when a lost microphone comes back.
    public var canGoOn = true

    /// An attempt at `question`, with the defaults above.
    public init(_ question: Question) { self.question = question }

    var limit: Double { seconds ?? question.limit }

    var request: CaptureRequest { CaptureRequest(device: device, channels: channels) }
  }

  /// The question.
  public var question: Question { plan.question }

  private let plan: Plan
  private let workspace: Workspace
  private let board = Board()
  private let commands = Mutex(Commands())
  /// Rings when a command comes in.
  private let asked = Bell()
  /// The recorder at work.
  private let recorder = Mutex<Recorder?>(nil)

  /// Commands that are not carried out yet.
  private struct Commands {
    var isStarted = false
    var ending: Take.Ending?
    /// How often `stop(.signal)` was called.
    var signals = 0
    var goesOn = false
  }

  /// Opens the microphone and checks the room on the disk, so that whatever can fail fails before the speaker
  /// has thought and spoken. Doubts are added to the news. Nothing begins before `begin`.
  /// - Throws: `AudioDeviceError`, `TakeLibraryError`, `NoRoom` or `LimitTooLow`.
  public init(_ plan: Plan, in workspace: Workspace) throws {
    self.plan = plan
    let board = board
    self.workspace = workspace.telling { board.add($0) }
    let microphone = try Microphone(opening: plan.request)
    let rate = microphone.format.sampleRate.hertz
    try workspace.requireRoom(forSeconds: plan.limit, at: rate)
    if let room = workspace.room(at: rate), room < MicrophoneTrouble.littleRoom {
      board.add(.littleRoom(seconds: room))
    }
    let setup = MicrophoneSetup(of: microphone.format, mixer: CaptureMixer(behind: plan.device))
    for finding in setup.findings { board.add(.microphone(finding)) }
    opened = Mutex(consume microphone)
    board.change {
      $0.phase = .thinking(left: plan.think)
      $0.secondsBefore = plan.secondsBefore
    }
  }

  private let opened: Mutex<Microphone?>

  // MARK: What a shell sees

  /// The state of the attempt now.
  public var state: AttemptState { fresh(board.state) }

  /// Waits until something has changed since `state`, at most `seconds`.
  public func state(after state: AttemptState, within seconds: Double) -> AttemptState {
    fresh(board.state(after: state.version, within: seconds))
  }

  /// While the attempt records, the snapshot is taken at the moment of the call.
  private func fresh(_ state: AttemptState) -> AttemptState {
    var state = state
    if case .recording = state.phase, let snapshot = recorder.withLock({ $0?.snapshot }) {
      state.phase = .recording(snapshot)
    }
    return state
  }

  // MARK: What a shell asks for

  /// Begins with the time to think. To be called once.
  /// - Throws: `RecordingError.noThread`.
  public func begin() throws(RecordingError) {
    try WorkerThread.start { self.run() }
  }

  /// Ends the time to think: the recording begins.
  public func start() { ask { $0.isStarted = true } }

  /// Marks the current moment of the answer.
  /// - Returns: the frame, counted from the beginning of the part. By then the mark outlives the program.
  /// - Throws: `MarkRefusal`, also while nothing is recorded.
  @discardableResult
  public func mark(_ kind: Mark.Kind, name: String? = nil) throws(MarkRefusal) -> Int64 {
    guard let recorder = recorder.withLock({ $0 }) else { throw .notRecording }
    return try recorder.mark(kind, name: name)
  }

  /// Ends the answer, whether it has begun or not, and also the wait for a microphone. A second call with
  /// `.signal` while the disk does not answer gives up the wait: the next start recovers what was said.
  public func stop(_ ending: Take.Ending) {
    ask {
      $0.ending = $0.ending ?? ending
      if ending == .signal { $0.signals += 1 }
    }
  }

  /// Continues the answer with its next part, once the microphone is back.
  public func goOn() { ask { $0.goesOn = true } }

  private func ask(_ change: (inout Commands) -> Void) {
    commands.withLock { change(&$0) }
    asked.ring()
  }
}

// MARK: - On the thread of the attempt

extension Attempt {
  /// How often a recording that may end by itself is checked, in seconds. A command is seen at once.
  private static let turn = 0.05

  /// The longest wait for a lost microphone, in seconds.
  private static let patience = 600.0
  /// How often a lost microphone is looked for, in seconds.
  private static let look = 1.0
  /// The longest wait for an answer to be measured, in seconds; after it the attempt ends without the result.
  private static let measuring = 60.0

  private func run() {
    guard think() else { return board.end(.notBegun) }
    var before = plan.before
    var left = plan.limit
    var microphone = opened.withLock { $0.take() }
    while let next = microphone.take() {
      do {
        let part = try record(next, limit: left, after: before)
        left -= part.seconds
        board.change { $0.secondsBefore += part.seconds }
        guard isWantedAfter(part, left: left) else { return board.end(.ended(part.end)) }
        before = part.outcome.take
        microphone = try Microphone(opening: plan.request)
      } catch {
        return board.end(.failed(error))
      }
    }
  }

  /// - Returns: false if the speaker wants to end before the recording began.
  private func think() -> Bool {
    let end = workspace.environment.uptime() + plan.think
    while true {
      let heard = asked.count
      let left = end - workspace.environment.uptime()
      let (isStarted, isOver) = commands.withLock { ($0.isStarted, $0.ending != nil) }
      if isOver { return false }
      if isStarted || left <= 0 { return true }
      board.change { $0.phase = .thinking(left: left) }
      asked.wait(since: heard, atMost: Self.turn)
    }
  }

  /// One part of the answer, as far as it was recorded.
  private struct Part {
    var outcome: Recorder.Outcome
    var seconds: Double
    var end: AttemptEnd
  }

  private func record(_ microphone: consuming Microphone, limit: Double, after before: Take?) throws -> Part {
    let take = workspace.newTake(of: plan.question, after: before, device: Take.Device(microphone.format))
    let recorder = try Recorder(
      take: take, microphone: microphone, library: workspace.library, limit: limit,
      nextPart: { [workspace, plan] full in
        workspace.newTake(of: plan.question, after: full, device: full.device)
      })
    try recorder.start()
    self.recorder.withLock { $0 = recorder }
    defer { self.recorder.withLock { $0 = nil } }
    board.change { $0.phase = .recording(recorder.snapshot) }
    // The index is opened, and what was cut off before is repaired, while the speaker speaks. If no thread can be
    // started, the index is opened at the end.
    let new = Workspace.NewTake(id: take.id, change: recorder.folderChange)
    try? WorkerThread.start { [workspace] in workspace.catchUp(besides: new) }
    let outcome = waitForDisk(speak(recorder), recorder)
    board.change { $0.phase = .measuring(outcome.take.id) }
    let end = keep(outcome, recorder)
    return Part(outcome: outcome, seconds: recorder.snapshot.seconds, end: end)
  }

  private func speak(_ recorder: Recorder) -> Recorder.Outcome {
    while true {
      let heard = asked.count
      if let ending = recorder.snapshot.ending { return recorder.stop(ending) }
      if let ending = commands.withLock({ $0.ending }) { return recorder.stop(ending) }
      asked.wait(since: heard, atMost: Self.turn)
    }
  }

  /// Waits for a disk that does not answer, until one more signal than the one that ended the recording. All
  /// the while, what was said is in shared memory.
  private func waitForDisk(_ first: Recorder.Outcome, _ recorder: Recorder) -> Recorder.Outcome {
    var outcome = first
    guard case .diskDoesNotAnswer = outcome.failure else { return outcome }
    board.add(.waitingForDisk)
    board.change { $0.phase = .waitingForDisk(first.take.id) }
    // A second signal that came before the notice counts too.
    let ended = outcome.take.ending == .signal ? 1 : 0
    while case .diskDoesNotAnswer = outcome.failure, commands.withLock({ $0.signals }) <= ended {
      outcome = recorder.stop(.signal, waiting: Self.turn)
    }
    return outcome
  }

  /// Tells how the recording ended, indexes its takes and measures it.
  private func keep(_ outcome: Recorder.Outcome, _ recorder: Recorder) -> AttemptEnd {
    var end = AttemptEnd(outcome)
    for error in [outcome.deviceError as (any Error)?, outcome.failure].compactMap(\.self) {
      board.add(.trouble(error))
    }
    guard outcome.isSaved else {
      if case .diskDoesNotAnswer = outcome.failure { return end }
      board.add(.keptUnfinished(outcome.take.id))
      return end
    }
    if outcome.deviceError != nil, !plan.canGoOn {
      board.add(.microphoneLost(take: outcome.take.id, nextPart: nil))
    }
    for part in recorder.finishedParts {
      workspace.index(ReviewedTake(part.take, part.pacing), after: part.change)
      board.add(.partFilled(part.take))
    }
    guard let pacing = recorder.pacing(within: Self.measuring) else {
      board.add(.measuringTakesLong(outcome.take.id))
      return end
    }
    let reviewed = ReviewedTake(outcome.take, pacing)
    workspace.index(reviewed, after: recorder.folderChange)
    board.add(.reviewed(reviewed))
    end.reviewed = reviewed
    return end
  }

  /// Waits for a lost microphone, until the speaker wants to go on or to end.
  private func isWantedAfter(_ part: Part, left: Double) -> Bool {
    guard part.outcome.deviceError != nil, part.outcome.isSaved, plan.canGoOn, left >= 1,
      commands.withLock({ $0.ending }) == nil
    else { return false }
    let number = min(part.outcome.take.part ?? 1, Take.mostParts - 1) + 1
    board.change { $0.phase = .microphoneLost(nextPart: number, isBack: false) }
    board.add(.microphoneLost(take: part.outcome.take.id, nextPart: number))
    let uptime = workspace.environment.uptime
    let end = uptime() + Self.patience
    var nextLook = uptime()
    var isBack = false
    while uptime() < end {
      let heard = asked.count
      if !isBack, uptime() >= nextLook {
        nextLook = uptime() + Self.look
        // Closed again at once, so that other programs can use it meanwhile.
        isBack = (try? Microphone(opening: plan.request).format) != nil
        if isBack {
          board.change { $0.phase = .microphoneLost(nextPart: number, isBack: true) }
          board.add(.microphoneBack(nextPart: number))
        }
      }
      let (isOver, goesOn) = commands.withLock { commands in
        defer { commands.goesOn = false }
        return (commands.ending != nil, commands.goesOn)
      }
      if isOver { return false }
      if isBack, goesOn { return true }
      asked.wait(since: heard, atMost: Self.turn)
    }
    return false
  }
}
