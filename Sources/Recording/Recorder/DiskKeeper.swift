import Files
import Glibc
import SoundFile
import Synchronization

/// The thread that syncs the audio to the disk about every half second. A slow disk holds up this thread and
/// no other.
final class DiskKeeper: Sendable {
  /// Set by other threads: end.
  let stopRequested = Atomic<Bool>(false)
  /// The errno of a sync that failed; 0 while none has.
  let failure = Atomic<Int32>(0)
  /// Bytes left on the volume; −1 while unknown.
  let freeBytes = Atomic<Int>(-1)
  private let began = Atomic<Int>(0)  // whole seconds of `Clock`; 0 while none goes on
  private let descriptor: Descriptor

  /// What a power cut may cost, in seconds. `fdatasync` of this much takes 0.1 ms, or 8 ms in one of a
  /// hundred.
  static let interval = 0.5

  private let path: String

  /// Takes over a descriptor of the audio file; `path` is for messages.
  init(descriptor number: Int32, path: String) {
    descriptor = Descriptor(owning: number)
    self.path = path
  }

  /// The failed sync as an error; `nil` while none failed.
  var error: SoundFileError? {
    let code = failure.load(ordering: .relaxed)
    return code == 0 ? nil : SoundFileError(synchronizing: path, errno: code)
  }

  /// True if a sync has been going on for more than two seconds.
  var isStuck: Bool {
    let began = began.load(ordering: .relaxed)
    return began > 0 && Int(Clock.now) - began > 2
  }

  /// Syncs another file from now on, the one that `audio` writes.
  func follow(_ audio: WAVWriter) {
    let next = Descriptor(owning: audio.duplicateDescriptor())
    // dup2(2) makes the number refer to the other file in one step, and a sync that is going on finishes with
    // the old file.
    dup2(next.number, descriptor.number)
    _ = fcntl(descriptor.number, F_SETFD, FD_CLOEXEC)
  }

  /// The body of the thread.
  func run() {
    while !stopRequested.load(ordering: .relaxed) {
      freeBytes.store(Int(TakeLibrary.freeBytes(of: descriptor.number) ?? -1), ordering: .relaxed)
      began.store(max(1, Int(Clock.now)), ordering: .relaxed)
      if fdatasync(descriptor.number) != 0 { failure.store(errno, ordering: .relaxed) }
      began.store(0, ordering: .relaxed)
      _ = WorkerThread.wait(atMost: Self.interval) { self.stopRequested.load(ordering: .relaxed) }
    }
  }
}
