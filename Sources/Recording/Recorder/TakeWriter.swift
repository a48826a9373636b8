import AudioDevice
import Files
import Glibc
import Rehearsal
import Signal
import SoundFile
import SpeechTiming
import Synchronization

/// The writer thread: takes what the capture thread has put into the ring, writes it, measures it, and
/// finishes the take at the end. It may wait for the disk as long as the ring has room.
final class TakeWriter: @unchecked Sendable {
  // @unchecked: the plain variables belong to the writer thread from `run` on; others see only atomics and
  // mutexes.

  /// The ending that others ask for; `nil` until they do.
  let requested = Mutex<Take.Ending?>(nil)
  /// The snapshot for other threads.
  let snapshot = Mutex(RecordingSnapshot())
  /// The result of the recording; `nil` until the take is saved or cannot be.
  let outcome = Mutex<Recorder.Outcome?>(nil)
  /// The measurements; `nil` until everything is decided, some time after the take is saved.
  let pacing = Mutex<Pacing?>(nil)

  /// The part in work and the frames in its file, as of the last look at the ring.
  let inWork: Mutex<Take>

  /// The parts of an answer that was too long for one file, except for the last.
  let finishedParts = Mutex<[Recorder.Part]>([])
  /// How the folder of takes changed when the folder of the take in work was made.
  let folderChange: Mutex<FolderChange?>

  private let capture: CaptureLoop
  private let keeper: DiskKeeper
  private let library: TakeLibrary
  private let limit: Int64
  private let mostFramesPerFile: Int64
  private let nextPart: @Sendable (Take) -> Take
  private var take: Take
  private var files: TakeFiles
  private var framesBefore: Int64 = 0
  private var marksBefore = 0  // of the parts before
  private var marksSaved = 0
  private var lastSave = -Double.infinity
  private var analyzer: SpeechAnalyzer
  private var meter: LevelMeter
  private var consumed: Int64 = 0
  private var entriesDone = 0
  private var entriesSaved = 0
  private var gapsSaved = 0
  private var silence = 0.0
  private var failure: RecordingError?
  private let block: UnsafeMutableBufferPointer<Int16>
  private let zeros: UnsafeMutableBufferPointer<Int16>
  private let floats: UnsafeMutableBufferPointer<Float>

  private static let blockLength = 8192
  /// How often the ring is emptied, in microseconds: with a period of 20 ms and the time of the write, a
  /// killed program loses less than 60 ms.
  private static let pause: UInt32 = 15_000
  /// How long the capture thread may take to end after it is told to, in seconds; then the take ends without
  /// it.
  private static let farewell = 0.2

  init(
    _ take: Take, _ files: TakeFiles, capture: CaptureLoop, keeper: DiskKeeper, library: TakeLibrary,
    limit: Int64, mostFramesPerFile: Int64, nextPart: @escaping @Sendable (Take) -> Take
  ) {
    self.take = take
    inWork = Mutex(take)
    self.files = files
    folderChange = Mutex(files.folder.change)
    self.capture = capture
    self.keeper = keeper
    self.library = library
    self.limit = limit
    self.mostFramesPerFile = mostFramesPerFile
    self.nextPart = nextPart
    analyzer = SpeechAnalyzer(sampleRate: capture.format.sampleRate)
    meter = LevelMeter(hertz: capture.format.sampleRate.hertz)
    block = .allocate(capacity: Self.blockLength)
    floats = .allocate(capacity: Self.blockLength)
    zeros = .allocate(capacity: Self.blockLength)
    zeros.initialize(repeating: 0)
  }

  deinit {
    block.deallocate()
    floats.deallocate()
    zeros.deallocate()
  }

  private var audio: WAVWriter { files.audio }
  /// Frames of the whole recording so far.
  private var frames: Int64 { framesBefore + audio.frames }

  /// The body of the writer thread.
  func run() {
    var stopping: Double?
    var last = Clock.now
    while true {
      // Must precede reading the ring: once this is true, nothing more is added to it.
      let isLast = capture.isFinished.load(ordering: .acquiring)
      let before = consumed
      drain()
      let now = Clock.now
      watch(gotFrames: consumed > before || capture.ring.count > 0, waited: min(now - last, 0.1))
      last = now
      publishSnapshot()
      if isLast || failure != nil || frames >= limit { break }
      if capture.stopRequested.load(ordering: .relaxed) {
        stopping = stopping ?? Clock.now
        if let stopping, Clock.now - stopping > Self.farewell { break }
      } else {
        saveMarks()
      }
      usleep(Self.pause)
    }
    capture.stopRequested.store(true, ordering: .relaxed)
    // A recording that reached its limit ends before its capture thread, which still has to report the
    // clock's drift.
    if frames >= limit {
      _ = WorkerThread.wait(atMost: Self.farewell) { capture.isFinished.load(ordering: .acquiring) }
    }
    finish()
  }

  /// The capture thread has its own watchdog, but that does not run while the thread hangs inside a plugin:
  /// JACK's and PipeWire's never return from a read when their server dies. Waits are added up, as there.
  private func watch(gotFrames: Bool, waited: Double) {
    silence = gotFrames ? 0 : silence + waited
    guard silence > CaptureLoop.patience + 1 else { return }
    _ = capture.lostErrno.compareExchange(expected: 0, desired: ETIMEDOUT, ordering: .relaxed)
    capture.stopRequested.store(true, ordering: .relaxed)
  }

  private func drain() {
    while failure == nil, frames < limit {
      // The order matters: by the time a published sample is seen, every gap before it is in the ledger.
      let ready = capture.ring.count
      let entry = entriesDone < capture.ledger.count ? capture.ledger[entriesDone] : nil
      if let entry, entry.position <= consumed {
        guard hasSavedGaps() else { return }
        entriesDone += 1
        fill(entry)
        continue
      }
      let upToGap = entry.map { Int($0.position - consumed) } ?? ready
      if ready > 0 { goOnWhereFull() }
      let room = Int(min(Int64(Self.blockLength), limit - frames, mostFramesPerFile - audio.frames))
      guard let base = block.baseAddress else { return }
      let count = capture.ring.peek(into: base, limit: min(ready, upToGap, room))
      guard count > 0 else { return }
      consumed += Int64(count)
      let samples = UnsafeBufferPointer(start: base, count: count)
      meter.append(samples)
      write(samples)
      // Only after they are in the file: if the program is killed in between, they are still in the ring.
      if failure == nil { capture.ring.drop(count) }
    }
  }

  /// Writes silence in place of what was lost, so that every later position stays true.
  private func fill(_ entry: GapLedger.Entry) {
    var left = min(entry.length, limit - frames)
    while left > 0, failure == nil {
      goOnWhereFull()
      let position = audio.frames
      let length = min(left, mostFramesPerFile - position)
      while audio.frames < position + length, failure == nil {
        let count = Int(min(position + length - audio.frames, Int64(Self.blockLength)))
        write(UnsafeBufferPointer(rebasing: zeros[..<count]))
      }
      guard audio.frames > position else { return }
      take.gaps.append(Gap(position: position, length: audio.frames - position, cause: entry.cause))
      left -= audio.frames - position
    }
  }

  /// Ends a file that is full and goes on in another take with the very next frame. The ring holds what is
  /// spoken meanwhile.
  private func goOnWhereFull() {
    guard failure == nil, audio.frames >= mostFramesPerFile else { return }
    var next = nextPart(take)
    next.state = .recording
    // Must precede making the new files: if the program dies in between, recovery begins the part that the memory
    // names. The note of the old part stays.
    let end = framesBefore + audio.frames
    capture.memory.belong(to: next.id, from: end, until: min(limit - end, mostFramesPerFile))
    let nextFiles: TakeFiles
    do throws(RecordingError) {
      nextFiles = try TakeFiles(for: next, at: capture.format.sampleRate, in: library)
    } catch {
      failure = error
      return
    }
    marksBefore += takeMarks(before: end)
    framesBefore = end
    (marksSaved, gapsSaved, entriesSaved) = (marksBefore, 0, entriesDone)
    close(ending: .limit)
    let measured = analyzer.finish(gaps: take.gaps)
    finishedParts.withLock {
      $0.append(Recorder.Part(take: take, pacing: measured, change: files.folder.change))
    }
    keeper.follow(nextFiles.audio)
    (take, files) = (next, nextFiles)
    folderChange.withLock { $0 = nextFiles.folder.change }
    analyzer = SpeechAnalyzer(sampleRate: capture.format.sampleRate)
  }

  /// Gives the part in work its marks, those before frame `end` of the recording.
  /// - Returns: how many.
  @discardableResult private func takeMarks(before end: Int64) -> Int {
    let entries = capture.memory.marks.entries(from: marksBefore).prefix { $0.position < end }
    take.marks = entries.map { Mark($0.kind, at: $0.position - framesBefore, name: $0.name) }
    return entries.count
  }

  /// Saves new marks as often as the audio is synced, because a power cut loses the shared memory. Done by
  /// this thread, because two threads that save sidecars could leave the older one; the ring has 30 s for a
  /// slow disk. Marks that cannot be saved are still in memory, and are tried again.
  private func saveMarks() {
    guard capture.memory.marks.count > marksSaved || take.gaps.count > gapsSaved,
      Clock.now - lastSave >= DiskKeeper.interval
    else { return }
    save()
  }

  /// The sidecar has every gap before the file has its silence: else a power cut in between would leave silence that
  /// looks like a pause of the speaker. What is in the ledger by now is saved in one go, and the ring holds what
  /// comes meanwhile. At the end, the sidecar is saved anyway; where it cannot be saved, the audio goes on.
  /// - Returns: false if the last save was only just now.
  private func hasSavedGaps() -> Bool {
    guard entriesDone >= entriesSaved, !capture.stopRequested.load(ordering: .relaxed),
      !capture.isFinished.load(ordering: .relaxed)
    else { return true }
    guard Clock.now - lastSave >= Self.gapInterval else { return false }
    save()
    return true
  }

  /// Shorter than the interval at which audio is synced, so that a power cut loses less than a second however many
  /// gaps there are.
  private static let gapInterval = 0.2

  /// Saves the sidecar of the part in work with all marks and gaps so far, those that are not in the file yet included.
  private func save() {
    guard failure == nil else { return }
    let (marks, entries) = (capture.memory.marks.count, capture.ledger.count)
    takeMarks(before: .max)
    var ahead = take
    var start = audio.frames - consumed
    for entry in (entriesDone..<entries).map({ capture.ledger[$0] }) {
      let gap = Gap(position: start + entry.position, length: entry.length, cause: entry.cause)
      ahead.gaps += [gap.within(mostFramesPerFile)].compactMap(\.self)
      start += entry.length
    }
    if (try? library.save(ahead, in: files.folder)) != nil {
      (marksSaved, gapsSaved) = (marks, ahead.gaps.count)
    }
    entriesSaved = entries
    lastSave = Clock.now
  }

  private func write(_ samples: UnsafeBufferPointer<Int16>) {
    let before = audio.frames
    do throws(SoundFileError) { try audio.write(samples) } catch { failure = .audio(error) }
    // Only what is in the file is part of the take.
    let kept = Int(audio.frames - before)
    for index in 0..<kept { floats[index] = Float(samples[index]) / 32768 }
    analyzer.append(UnsafeBufferPointer(rebasing: floats[..<kept]))
  }

  private func publishSnapshot() {
    let rate = capture.format.sampleRate
    let backlog = rate.seconds(atFrame: Int64(capture.ring.count))
    let free = keeper.freeBytes.load(ordering: .relaxed)
    inWork.withLock { part in
      part = take
      part.frames = audio.frames
    }
    snapshot.withLock { look in
      look.framesInFiles = frames
      look.seconds = rate.seconds(atFrame: frames)
      look.levelDBFS = meter.recentDBFS
      look.peak = meter.peak
      look.clippings = meter.clippings
      look.zeroSeconds = meter.zeroSeconds
      look.quietSeconds = meter.quietSeconds
      look.gapCount = take.gaps.count
      look.isStalled = silence > capture.watchdog
      look.backlogSeconds = backlog
      look.secondsLeftOnDisk = free < 0 ? nil : rate.seconds(atFrame: Int64(free) / 2)
    }
  }

  private func finish() {
    keeper.stopRequested.store(true, ordering: .relaxed)
    let rate = capture.format.sampleRate
    let lost = capture.lostErrno.load(ordering: .relaxed)
    let drift = capture.driftPPB.load(ordering: .relaxed)
    take.clockDriftPPM = drift == .min ? nil : Double(drift) / 1000
    capture.memory.marks.close()
    takeMarks(before: .max)
    // The device had not yet delivered what was being said when it was stopped.
    for index in take.marks.indices {
      take.marks[index].position = min(take.marks[index].position, audio.frames)
    }
    // Must precede the measuring: first make safe what was said.
    let isSaved = close(ending: ending(deviceErrno: lost))
    if isSaved { capture.memory.remove() }
    if failure == nil, let error = keeper.error { failure = .audio(error) }
    let result = Recorder.Outcome(
      take: take, failure: failure, isSaved: isSaved,
      deviceError: lost == 0 ? nil : AudioDeviceError(losing: capture.format.device, errno: lost))
    let isOwn = requested.withLock { $0 == nil }
    snapshot.withLock { look in
      look.framesInFiles = frames
      look.seconds = rate.seconds(atFrame: frames)
      look.isStalled = false
      look.backlogSeconds = 0
      look.ending = isOwn ? take.ending : nil
    }
    outcome.withLock { $0 = result }
    let measured = analyzer.finish(gaps: take.gaps)
    pacing.withLock { $0 = measured }
  }

  private func ending(deviceErrno: Int32) -> Take.Ending {
    if failure != nil { return .writeFailed }
    if frames >= limit { return .limit }
    if deviceErrno != 0 { return .deviceLost }
    return requested.withLock { $0 } ?? .signal
  }

  /// Ends audio and sidecar, and releases the folder.
  /// - Returns: true if the sidecar is saved.
  @discardableResult private func close(ending: Take.Ending) -> Bool {
    do throws(SoundFileError) { try audio.close() } catch { failure = failure ?? .audio(error) }
    // If the file could not be closed, it lacks some of what was said.
    if case .audio = failure { take.ending = .writeFailed } else { take.ending = ending }
    take.state = .finished
    take.frames = audio.frames
    defer { files.folder.unlock() }
    files.folder.releaseReserve()
    do throws(TakeLibraryError) {
      try library.save(take, in: files.folder)
      library.journal.end(take.id)
      return true
    } catch {
      failure = failure ?? .library(error)
      return false
    }
  }
}
