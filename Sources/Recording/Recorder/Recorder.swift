public import AudioDevice
import Files
import Foundation
public import Rehearsal
import Signal
public import SoundFile
public import SpeechTiming
import Synchronization

/// Records one take. This order of steps keeps the promise that an answer once spoken is not lost:
///
/// 1. the folder is made and locked, and the sidecar says that a recording begins, before the first frame;
/// 2. the capture thread only moves frames from the device into a ring of at least 30 s, in memory that
///    outlives the program;
/// 3. the writer thread writes them every 15 ms, with a header that is correct after every write, and
///    measures them;
/// 4. a third thread syncs them to the disk every half second;
/// 5. whatever ends the recording, the audio is closed and the sidecar saved, even if `stop` is never called.
///
/// All members may be used from any thread.
public final class Recorder: Sendable {
  private let capture: CaptureLoop
  private let writer: TakeWriter
  private let keeper: DiskKeeper
  private let library: TakeLibrary
  private let folder: TakeFolder
  private let hasStarted = Atomic<Bool>(false)

  /// Audio that the ring holds for a disk that does not answer, in seconds.
  private static let ringSeconds = 30
  /// The longest time that `stop` takes, in seconds, apart from its own short steps.
  public static let patience = 0.35
  /// How much longer `stop` waits for the device to close, in seconds; closing may hang without end.
  private static let closing = 0.05

  /// The result of a recording.
  public struct Outcome: Sendable {
    /// The take as it is in its sidecar.
    public let take: Take
    /// Why not all of it was kept or saved; `nil` if everything is on the disk.
    public let failure: RecordingError?
    /// True if the sidecar is saved. If not, `TakeRecovery` finishes the take at the next start.
    public let isSaved: Bool
    /// How the device was lost; `nil` if it was not.
    public let deviceError: AudioDeviceError?
  }

  /// A part of an answer that was too long for one file.
  public struct Part: Sendable {
    /// The take as it is in its sidecar.
    public let take: Take
    /// What was measured on it.
    public let pacing: Pacing
    /// How the folder of takes changed when the take's folder was made; `nil` if more may have changed.
    public let change: FolderChange?
  }

  /// How the folder of takes changed when the last take's folder was made; `nil` if more may have changed.
  public var folderChange: FolderChange? { writer.folderChange.withLock { $0 } }

  /// The takes before the last, oldest first, if the answer was too long for one file; usually none.
  public var finishedParts: [Part] { writer.finishedParts.withLock { $0 } }

  /// Makes the folder, the sidecar and the empty audio file of `take`. The take's `device` becomes what
  /// `microphone` granted. Capture begins with `start`.
  /// - Parameters:
  ///   - limit: seconds after which the recording ends by itself, exact to the frame; at least one frame is
  ///     recorded.
  ///   - mostFramesPerFile: the number that fits below 2 GiB (6.2 h at 48 kHz), or less for a test. A longer
  ///     answer goes on in another take, with no frame lost between them: see `finishedParts`.
  ///   - nextPart: makes the take that continues one whose file is full, with a name of its own. Called on
  ///     the writer thread, which must not wait.
  /// - Throws: `RecordingError.noMemory`, `.library` or `.audio`; nothing is left behind then.
  public init(
    take: Take, microphone: consuming Microphone, library: TakeLibrary, limit: Double,
    mostFramesPerFile: Int64 = WAVWriter.mostFrames,
    nextPart: @escaping @Sendable (Take) -> Take = Recorder.partThatBeginsNow
  ) throws(RecordingError) {
    var take = take
    take.device = Take.Device(microphone.format)
    take.state = .recording
    take.frames = 0
    let rate = microphone.format.sampleRate
    let seconds = limit.isFinite ? min(max(0, limit), 1e6) : 1e6
    let frames = max(1, rate.frame(atSeconds: seconds))
    let framesPerFile = min(max(1, mostFramesPerFile), WAVWriter.mostFrames)
    let memory = try CaptureMemory(
      holdingAtLeast: Self.ringSeconds * rate.hertz, for: take.id, until: min(frames, framesPerFile),
      in: library)
    let files: TakeFiles
    do throws(RecordingError) {
      files = try TakeFiles(for: take, at: rate, in: library)
    } catch {
      memory.remove()
      throw error
    }
    capture = CaptureLoop(microphone, into: memory)
    keeper = DiskKeeper(descriptor: files.audio.duplicateDescriptor(), path: files.audio.path)
    writer = TakeWriter(
      take, files, capture: capture, keeper: keeper, library: library,
      limit: frames, mostFramesPerFile: framesPerFile, nextPart: nextPart)
    self.library = library
    folder = files.folder
  }

  /// The next part of an answer; clock, zone and chance of this system name it.
  public static func partThatBeginsNow(after take: Take) -> Take {
    var chance = SystemRandomNumberGenerator()
    let now = Date()
    return take.nextPart(
      id: TakeID(date: now, using: &chance), recordedAt: Timestamp(now, in: .current), device: take.device)
  }

  deinit {
    // The threads end by themselves and finish the take.
    capture.stopRequested.store(true, ordering: .relaxed)
  }

  /// Begins to record. To be called once; a second call does nothing.
  /// - Throws: `RecordingError.noThread`; nothing is left behind then.
  public func start() throws(RecordingError) {
    guard !hasStarted.exchange(true, ordering: .relaxed) else { return }
    do throws(RecordingError) {
      try WorkerThread.start { [writer] in writer.run() }
      try WorkerThread.start { [keeper] in keeper.run() }
      try WorkerThread.start { [capture] in capture.run() }
    } catch {
      capture.isFinished.store(true, ordering: .releasing)
      keeper.stopRequested.store(true, ordering: .relaxed)
      capture.memory.remove()
      library.discard(folder)
      throw error
    }
  }

  /// The present state of the recording. Never waits for the device or the disk.
  public var snapshot: RecordingSnapshot {
    var snapshot = writer.snapshot.withLock { $0 }
    guard snapshot.ending == nil else { return snapshot }
    let rate = capture.format.sampleRate
    snapshot.isStalled = snapshot.isStalled || capture.isStalled.load(ordering: .relaxed)
    snapshot.backlogSeconds = rate.seconds(atFrame: Int64(capture.ring.count))
    snapshot.seconds = rate.seconds(atFrame: snapshot.framesInFiles) + snapshot.backlogSeconds
    snapshot.hasDiskTrouble =
      snapshot.backlogSeconds > 1 || keeper.isStuck || keeper.failure.load(ordering: .relaxed) != 0
    return snapshot
  }

  /// Marks the current moment, at its frame in the file: the place is right even after a gap, and in
  /// whichever part of the answer it falls. When this returns, the mark is as safe as the audio: it outlives
  /// the program, and within about half a second it is on the disk. Waits for neither disk nor device.
  ///
  /// A mark made before the first frame is put at frame 0. Marks keep their order: none precedes an earlier
  /// one. If the device no longer delivered the moment of a mark, because it was stopped or lost, the mark is
  /// put at the end of the take.
  /// - Parameters:
  ///   - kind: a word of at most 24 bytes; a longer one is cut.
  ///   - name: at most 96 bytes in UTF-8, up to the first NUL; a longer one is cut between two characters.
  /// - Returns: the frame, counted from the beginning of the answer over all its parts.
  /// - Throws: `MarkRefusal.notRecording` before `start` and once the recording is ending, whoever ends it; `.noRoom`
  ///   after 1,024 marks. Nothing is marked then.
  @discardableResult
  public func mark(_ kind: Mark.Kind, name: String? = nil) throws(MarkRefusal) -> Int64 {
    guard hasStarted.load(ordering: .acquiring), !capture.stopRequested.load(ordering: .acquiring),
      !capture.isFinished.load(ordering: .acquiring)
    else { throw .notRecording }
    return try capture.memory.marks.append(kind, name: name) { capture.clock.frame(at: Clock.now) }
  }

  /// Ends the recording and waits, at most half a second, until the take is saved. A second call gives the
  /// same outcome, or a better one if the first had to return before the disk answered. A recording that
  /// ended by itself keeps its own ending.
  /// - Parameter seconds: how long to wait for the disk; one that never answers is waited for in many short calls.
  public func stop(_ ending: Take.Ending, waiting seconds: Double = Recorder.patience) -> Outcome {
    writer.requested.withLock { $0 = $0 ?? ending }
    capture.stopRequested.store(true, ordering: .relaxed)
    if !hasStarted.exchange(true, ordering: .relaxed) {
      capture.close()
      writer.run()
    }
    _ = WorkerThread.wait(atMost: seconds) { writer.outcome.withLock { $0 != nil } }
    // The next recording needs the device.
    _ = WorkerThread.wait(atMost: Self.closing) { capture.isClosed.load(ordering: .acquiring) }
    return writer.outcome.withLock { $0 } ?? unfinished(ending)
  }

  /// What was measured while the take was recorded. Waits for the last decisions, which take some milliseconds.
  /// - Returns: `nil` if they are not there within `seconds`; the audio can be measured at any time.
  public func pacing(within seconds: Double) -> Pacing? {
    _ = WorkerThread.wait(atMost: seconds) { writer.pacing.withLock { $0 != nil } }
    return writer.pacing.withLock { $0 }
  }

  /// The outcome of a take that is not saved yet: the part in work.
  func unfinished(_ ending: Take.Ending) -> Outcome {
    var take = writer.inWork.withLock { $0 }
    take.ending = ending
    return Outcome(take: take, failure: .diskDoesNotAnswer, isSaved: false, deviceError: nil)
  }
}
