import AudioDevice
import Files
import Rehearsal
import Signal
import SoundFile
import SpeechTiming

/// A part of an answer while it is written: its audio, its sidecar with gaps and marks, and what is measured on it. Used by
/// the writer thread alone.
final class PartInWork {
  /// What its sidecar will say. Its `frames` are 0 until it is closed.
  private(set) var take: Take
  /// Its open files.
  let files: TakeFiles
  /// Frames of the recording before this part.
  let start: Int64

  private let library: TakeLibrary
  private let marks: MarkLedger
  private let firstMark: Int
  private var marksSaved: Int
  private var gapsSaved = 0
  private var lastSave = -Double.infinity
  private var analyzer: SpeechAnalyzer
  private let zeros: UnsafeMutableBufferPointer<Int16>
  private let floats: UnsafeMutableBufferPointer<Float>

  /// The most frames that are written at once.
  static let blockLength = 8192

  private init(
    _ take: Take, _ files: TakeFiles, from start: Int64, firstMark: Int, of marks: MarkLedger,
    at rate: SampleRate, in library: TakeLibrary
  ) {
    (self.take, self.files, self.start, self.firstMark) = (take, files, start, firstMark)
    (self.marks, self.library, marksSaved) = (marks, library, firstMark)
    analyzer = SpeechAnalyzer(sampleRate: rate)
    floats = .allocate(capacity: Self.blockLength)
    zeros = .allocate(capacity: Self.blockLength)
    zeros.initialize(repeating: 0)
  }

  /// The first part of a recording.
  convenience init(
    _ take: Take, _ files: TakeFiles, marks: MarkLedger, at rate: SampleRate, in library: TakeLibrary
  ) {
    self.init(take, files, from: 0, firstMark: 0, of: marks, at: rate, in: library)
  }

  /// The part that begins with the frame after `full`, which gets the marks that are its own.
  convenience init(_ take: Take, _ files: TakeFiles, after full: PartInWork, at rate: SampleRate) {
    self.init(
      take, files, from: full.end, firstMark: full.firstMark + full.takeMarks(before: full.end),
      of: full.marks, at: rate, in: full.library)
    lastSave = full.lastSave
  }

  deinit {
    floats.deallocate()
    zeros.deallocate()
  }

  /// Frames in its file.
  var frames: Int64 { files.audio.frames }
  /// Frames of the recording up to the end of this part.
  var end: Int64 { start + frames }

  /// Writes and measures at most `blockLength` samples.
  /// - Throws: `SoundFileError`. Only what is in the file is part of the take, and is measured, also then.
  func write(_ samples: UnsafeBufferPointer<Int16>) throws(SoundFileError) {
    let before = frames
    defer {
      let kept = Int(frames - before)
      for index in 0..<kept { floats[index] = Float(samples[index]) / 32768 }
      analyzer.append(UnsafeBufferPointer(rebasing: floats[..<kept]))
    }
    try files.audio.write(samples)
  }

  /// Writes `length` frames of silence in place of what was lost, so that every later position stays true.
  /// - Throws: `SoundFileError`; the gap is as long as the silence that is in the file.
  func writeGap(of length: Int64, cause: Gap.Cause) throws(SoundFileError) {
    let position = frames
    defer {
      if frames > position {
        take.gaps.append(Gap(position: position, length: frames - position, cause: cause))
      }
    }
    while frames < position + length {
      let count = Int(min(position + length - frames, Int64(Self.blockLength)))
      try write(UnsafeBufferPointer(rebasing: zeros[..<count]))
    }
  }

  /// True if there are marks or gaps to be saved. They are saved as often as the audio is synced, because a power cut
  /// loses the shared memory. Done by the writer thread, because two threads that save sidecars could leave the older
  /// one; the ring has 30 s for a slow disk. What cannot be saved is still in memory, and is tried again.
  var hasNews: Bool {
    (marks.count > marksSaved || take.gaps.count > gapsSaved) && Clock.now - lastSave >= DiskKeeper.interval
  }

  /// False if the last save was only just now: shorter than the interval at which audio is synced, so that a power cut
  /// loses less than a second however many gaps there are.
  var canSaveGaps: Bool { Clock.now - lastSave >= 0.2 }

  /// Saves the sidecar with all marks and gaps so far, and those `ahead` that are not in the file yet.
  func save(ahead: [Gap]) {
    let count = marks.count
    takeMarks(before: .max)
    var take = take
    take.gaps += ahead
    if (try? library.save(take, in: files.folder)) != nil {
      (marksSaved, gapsSaved) = (count, take.gaps.count)
    }
    lastSave = Clock.now
  }

  /// Gives the part its marks, those before frame `end` of the recording.
  /// - Returns: how many.
  @discardableResult func takeMarks(before end: Int64) -> Int {
    let entries = marks.entries(from: firstMark).prefix { $0.position < end }
    take.marks = entries.map { Mark($0.kind, at: $0.position - start, name: $0.name) }
    return entries.count
  }

  /// Ends audio and sidecar, and releases the folder.
  /// - Parameters:
  ///   - ending: why the part ends, unless its audio could not be written.
  ///   - channels: which channels were heard.
  ///   - drift: clock drift in parts per million, if it is known.
  ///   - failure: what went wrong before; set to what goes wrong now, if nothing did.
  /// - Returns: true if the sidecar is saved.
  @discardableResult
  func close(
    ending: Take.Ending, channels: ChannelReport?, drift: Double? = nil, _ failure: inout RecordingError?
  ) -> Bool {
    do throws(SoundFileError) { try files.audio.close() } catch { failure = failure ?? .audio(error) }
    // If the file could not be closed, it lacks some of what was said.
    if case .audio = failure { take.ending = .writeFailed } else { take.ending = ending }
    take.state = .finished
    take.frames = frames
    take.clockDriftPPM = drift
    take.device.note(channels)
    // The device had not yet delivered what was being said when it was stopped.
    for index in take.marks.indices { take.marks[index].position = min(take.marks[index].position, frames) }
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

  /// What was measured. Once only, at the end.
  func measured() -> Pacing { analyzer.finish(gaps: take.gaps) }
}
