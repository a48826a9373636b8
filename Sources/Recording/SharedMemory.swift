import Glibc
import SoundFile
import Synchronization

/// Memory that outlives the program: a file in the memory file system behind `shm_open(3)`, mapped. Readable by nobody
/// else, gone when the machine goes down, and held by a lock as long as its maker lives.
final class SharedMemory: Sendable {
  nonisolated(unsafe) let base: UnsafeMutableRawPointer
  let size: Int
  private let name: String?
  private let number: Int32  // −1 for memory that has no name

  /// Where glibc's `shm_open` keeps its objects; opened as what it is, to be listed too.
  private static let folder = "/dev/shm"

  /// Zeros, `size` bytes, under a new name. Without a name, such a file system or room in it, memory that goes with the
  /// program.
  /// - Throws: `RecordingError.noMemory`.
  init(creating name: String?, size: Int) throws(RecordingError) {
    let number = name.map { Self.create($0, size: size) } ?? -1
    let flags = number < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
    // All pages at once: nobody waits for one later.
    let base = mmap(nil, size, PROT_READ | PROT_WRITE, flags | MAP_POPULATE, number, 0)
    guard let base, base != MAP_FAILED else {
      let code = errno
      if let name, number >= 0 {
        close(number)
        Self.unlink(name)
      }
      throw RecordingError.noMemory(code)
    }
    self.base = base
    self.size = size
    self.name = number < 0 ? nil : name
    self.number = number
  }

  deinit {
    munmap(base, size)
    // The lock goes with it.
    if number >= 0 { close(number) }
  }

  /// A number that threads share.
  func counter(at offset: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    (base + offset).bindMemory(to: Atomic<Int>.self, capacity: 1)
  }

  /// Takes the name away. The memory stays until this object goes.
  func remove() {
    if let name { Self.unlink(name) }
  }

  fileprivate static func unlink(_ name: String) {
    if let folder = openFolder() { unlinkat(folder.number, name, 0) }
  }

  /// - Returns: the descriptor, −1 without one.
  private static func create(_ name: String, size: Int) -> Int32 {
    guard let folder = openFolder(),
      let file = Descriptor.open(
        name, in: folder.number, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
    else { return -1 }
    // The pages are taken now: a full memory file system would end a program that touches them later.
    guard fchmod(file.number, 0o600) == 0, flock(file.number, LOCK_EX | LOCK_NB) == 0,
      posix_fallocate(file.number, 0, off_t(size)) == 0
    else {
      unlinkat(folder.number, name, 0)
      return -1
    }
    // The same open file, and with it the lock.
    return fcntl(file.number, F_DUPFD_CLOEXEC, 0)
  }

  private static func openFolder() -> Descriptor? {
    Descriptor.open(Self.folder, flags: O_RDONLY | O_DIRECTORY)
  }

  /// What dead programs of this user left whose names begin with `prefix`.
  static func leftovers(prefix: String) -> [Leftover] {
    guard let folder = openFolder() else { return [] }
    let number = fcntl(folder.number, F_DUPFD_CLOEXEC, 0)
    guard number >= 0, let stream = fdopendir(number) else { return [] }
    defer { closedir(stream) }
    var found: [Leftover] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(prefix), let leftover = Leftover(name, in: folder.number) { found.append(leftover) }
    }
    return found
  }

  /// Memory whose maker is dead. While this object lives nobody else gets it.
  final class Leftover: Sendable {
    private let name: String
    private let descriptor: Descriptor
    private let size: Int

    /// More than 30 s at the highest rate take.
    private static let mostBytes = 64 << 20

    fileprivate init?(_ name: String, in folder: Int32) {
      guard let file = Descriptor.open(name, in: folder, flags: O_RDWR | O_NONBLOCK),
        flock(file.number, LOCK_EX | LOCK_NB) == 0,
        let status = file.status, file.isRegular, status.st_uid == geteuid(), status.st_size <= Self.mostBytes
      else { return nil }
      self.name = name
      size = Int(status.st_size)
      descriptor = file
    }

    /// The first `count` bytes, or all; read and not mapped, so that whoever cuts it short does no harm.
    func bytes(first count: Int = .max) -> [UInt8] {
      let wanted = min(count, size)
      return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
        while filled < wanted {
          let got = pread(
            descriptor.number, buffer.baseAddress?.advanced(by: filled), wanted - filled, off_t(filled))
          guard got > 0 else { return }
          filled += got
        }
      }
    }

    /// Takes it away for good.
    func remove() { SharedMemory.unlink(name) }
  }
}
