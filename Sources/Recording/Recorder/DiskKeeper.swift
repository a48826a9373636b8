import Files
import Glibc
import SoundFile
import Synchronization

/// The thread that makes the system put the audio on the disk, about every half second. A slow disk holds up
/// this thread and no other.
final class DiskKeeper: Sendable {
  /// Set by others: end.
  let stopRequested = Atomic<Bool>(false)
  /// The errno of a synchronization that failed; 0 while none has.
  let failure = Atomic<Int32>(0)
  /// Bytes left on the volume; −1 while unknown.
  let freeBytes = Atomic<Int>(-1)
  private let began = Atomic<Int>(0)  // whole seconds of `Clock`; 0 while none goes on
  private let descriptor: Descriptor

  /// What a power cut may cost, in seconds. `fdatasync` of so much takes 0.1 ms, 8 ms in one of a hundred.
  static let interval = 0.5

  private let path: String

  /// Takes over a descriptor of the audio file; `path` is for messages.
  init(descriptor number: Int32, path: String) {
    descriptor = Descriptor(owning: number)
    self.path = path
  }

  /// The failed synchronization as an error; `nil` while none failed.
  var error: SoundFileError? {
    let code = failure.load(ordering: .relaxed)
    return code == 0 ? nil : SoundFileError(synchronizing: path, errno: code)
  }

  /// Has a synchronization been going on for more than two seconds?
  var isStuck: Bool {
    let began = began.load(ordering: .relaxed)
    return began > 0 && Int(Clock.now) - began > 2
  }

  /// From now on another file is kept on the disk, which `audio` writes.
  func follow(_ audio: WAVWriter) {
    let next = Descriptor(owning: audio.duplicateDescriptor())
    // The number names the other file from one moment to the next, and a synchronization that is going on ends as it
    // began (dup2(2)).
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
