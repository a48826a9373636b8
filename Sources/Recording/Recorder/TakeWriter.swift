import AudioDevice
import Files
import Glibc
import Rehearsal
import Signal
import SoundFile
import SpeechTiming
import Synchronization

/// The writer thread: takes what the capture thread has put into the ring, hands it to the part in work, goes on in the
/// next part where a file is full, and finishes at the end. It may wait for the disk as long as the ring has room.
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
  private var part: PartInWork
  private var meter: LevelMeter
  private var consumed: Int64 = 0
  private var entriesDone = 0
  private var entriesSaved = 0
  private var silence = 0.0
  private var failure: RecordingError?
  private let block: UnsafeMutableBufferPointer<Int16>

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
    inWork = Mutex(take)
    part = PartInWork(
      take, files, marks: capture.memory.marks, at: capture.format.sampleRate, in: library)
    folderChange = Mutex(files.folder.change)
    self.capture = capture
    self.keeper = keeper
    self.library = library
    self.limit = limit
    self.mostFramesPerFile = mostFramesPerFile
    self.nextPart = nextPart
    meter = LevelMeter(hertz: capture.format.sampleRate.hertz)
    block = .allocate(capacity: PartInWork.blockLength)
  }

  deinit { block.deallocate() }

  /// Frames of the whole recording so far.
  private var frames: Int64 { part.end }

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
      } else if part.hasNews {
        save()
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
      let room = Int(min(Int64(PartInWork.blockLength), limit - frames, mostFramesPerFile - part.frames))
      guard let base = block.baseAddress else { return }
      let count = capture.ring.peek(into: base, limit: min(ready, upToGap, room))
      guard count > 0 else { return }
      consumed += Int64(count)
      let samples = UnsafeBufferPointer(start: base, count: count)
      meter.append(samples)
      do throws(SoundFileError) { try part.write(samples) } catch { failure = .audio(error) }
      // Only after they are in the file: if the program is killed in between, they are still in the ring.
      if failure == nil { capture.ring.drop(count) }
    }
  }

  /// Writes silence in place of what was lost, over as many parts as it needs.
  private func fill(_ entry: GapLedger.Entry) {
    var left = min(entry.length, limit - frames)
    while left > 0, failure == nil {
      goOnWhereFull()
      let before = part.frames
      let length = min(left, mostFramesPerFile - before)
      do throws(SoundFileError) {
        try part.writeGap(of: length, cause: entry.cause)
      } catch {
        failure = .audio(error)
      }
      left -= part.frames - before
    }
  }

  /// Ends a file that is full and goes on in another take with the very next frame. The ring holds what is
  /// spoken meanwhile.
  private func goOnWhereFull() {
    guard failure == nil, part.frames >= mostFramesPerFile else { return }
    var take = nextPart(part.take)
    take.state = .recording
    take.isSeamless = true
    let rate = capture.format.sampleRate
    // Must precede making the new files: if the program dies in between, recovery begins the part that the memory
    // names. The note of the full part stays.
    capture.memory.belong(to: take.id, from: part.end, until: min(limit - part.end, mostFramesPerFile))
    let files: TakeFiles
    do throws(RecordingError) { files = try TakeFiles(for: take, at: rate, in: library) } catch {
      failure = error
      return
    }
    let next = PartInWork(take, files, after: part, at: rate)
    part.close(ending: .limit, channels: capture.channels.report, &failure)
    let full = Recorder.Part(
      take: part.take, pacing: part.measured(), change: part.files.folder.change)
    finishedParts.withLock { $0.append(full) }
    keeper.follow(files.audio)
    part = next
    entriesSaved = entriesDone
    folderChange.withLock { $0 = files.folder.change }
  }

  /// The sidecar has every gap before the file has its silence: else a power cut in between would leave silence that
  /// looks like a pause of the speaker. What is in the ledger by now is saved in one go, and the ring holds what
  /// comes meanwhile. At the end, the sidecar is saved anyway; where it cannot be saved, the audio goes on.
  /// - Returns: false if the last save was only just now.
  private func hasSavedGaps() -> Bool {
    guard entriesDone >= entriesSaved, !capture.stopRequested.load(ordering: .relaxed),
      !capture.isFinished.load(ordering: .relaxed)
    else { return true }
    guard part.canSaveGaps else { return false }
    save()
    return true
  }

  private func save() {
    let entries = capture.ledger.count
    part.save(ahead: gaps(upTo: entries))
    entriesSaved = entries
  }

  /// The gaps in the ledger that are not in the file yet, where they will be in the part in work.
  private func gaps(upTo entries: Int) -> [Gap] {
    var start = part.frames - consumed
    return (entriesDone..<entries).compactMap { index in
      let entry = capture.ledger[index]
      defer { start += entry.length }
      let gap = Gap(position: start + entry.position, length: entry.length, cause: entry.cause)
      return gap.within(mostFramesPerFile)
    }
  }

  private func publishSnapshot() {
    let rate = capture.format.sampleRate
    let backlog = rate.seconds(atFrame: Int64(capture.ring.count))
    let free = keeper.freeBytes.load(ordering: .relaxed)
    inWork.withLock { take in
      take = part.take
      take.frames = part.frames
    }
    snapshot.withLock { look in
      look.framesInFiles = frames
      look.seconds = rate.seconds(atFrame: frames)
      look.levelDBFS = meter.recentDBFS
      look.peak = meter.peak
      look.clippings = max(meter.clippings, capture.channels.clippingsInUse)
      look.zeroSeconds = meter.zeroSeconds
      look.quietSeconds = meter.quietSeconds
      look.gapCount = part.take.gaps.count
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
    capture.memory.marks.close()
    part.takeMarks(before: .max)
    // Must precede the measuring: first make safe what was said.
    let isSaved = part.close(
      ending: ending(deviceErrno: lost), channels: capture.channels.report,
      drift: drift == .min ? nil : Double(drift) / 1000, &failure)
    if isSaved { capture.memory.remove() }
    if failure == nil, let error = keeper.error { failure = .audio(error) }
    let result = Recorder.Outcome(
      take: part.take, failure: failure, isSaved: isSaved,
      deviceError: lost == 0 ? nil : AudioDeviceError(losing: capture.format.device, errno: lost))
    let isOwn = requested.withLock { $0 == nil }
    snapshot.withLock { look in
      look.framesInFiles = frames
      look.seconds = rate.seconds(atFrame: frames)
      look.isStalled = false
      look.backlogSeconds = 0
      look.ending = isOwn ? part.take.ending : nil
    }
    outcome.withLock { $0 = result }
    let measured = part.measured()
    pacing.withLock { $0 = measured }
  }

  private func ending(deviceErrno: Int32) -> Take.Ending {
    if failure != nil { return .writeFailed }
    if frames >= limit { return .limit }
    if deviceErrno != 0 { return .deviceLost }
    return requested.withLock { $0 } ?? .signal
  }
}
