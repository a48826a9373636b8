import Files
import Glibc
import Synchronization

/// Memory that can outlive the program: a file in the memory file system behind `shm_open(3)`, mapped. Readable by nobody
/// else, gone when the machine goes down, and held by a lock as long as its maker lives.
final class SharedMemory: Sendable {
  nonisolated(unsafe) let base: UnsafeMutableRawPointer
  private let size: Int
  private let number: Int32  // −1 without such a file system
  private let name = Mutex<String?>(nil)

  /// Where glibc's `shm_open` keeps its objects; opened as what it is, to be listed too.
  private static let folder = "/dev/shm"

  /// Zeros, `size` bytes, that go with the program until they have a name.
  /// - Throws: `RecordingError.noMemory`.
  init(size: Int) throws(RecordingError) {
    let number = Self.create(size: size)
    let flags = number < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
    // All pages at once: nobody waits for one later.
    let base = mmap(nil, size, PROT_READ | PROT_WRITE, flags | MAP_POPULATE, number, 0)
    guard let base, base != MAP_FAILED else {
      let code = errno
      if number >= 0 { close(number) }
      throw RecordingError.noMemory(code)
    }
    self.base = base
    self.size = size
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

  /// Writes a text at `offset` that ends with NUL or fills its `room` bytes; what does not fit is cut off between two
  /// characters.
  /// - Returns: what is there now.
  @discardableResult func put(_ text: String, at offset: Int, room: Int) -> String {
    var bytes: [UInt8] = []
    for character in text {
      guard character != "\0", bytes.count + character.utf8.count <= room else { break }
      bytes += character.utf8
    }
    for index in 0..<room {
      base.storeBytes(
        of: index < bytes.count ? bytes[index] : 0, toByteOffset: offset + index, as: UInt8.self)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// From now on it outlives the program, whole as it is, under a new name; or not, where the system does not let it.
  func appear(as name: String) {
    guard number >= 0, let folder = Self.openFolder(),
      linkat(AT_FDCWD, "/proc/self/fd/\(number)", folder.number, name, AT_SYMLINK_FOLLOW) == 0
    else { return }
    self.name.withLock { $0 = name }
  }

  /// Takes the name away. The memory stays until this object goes.
  func remove() {
    if let name = name.withLock({ $0 }) { Self.unlink(name) }
  }

  fileprivate static func unlink(_ name: String) {
    if let folder = openFolder() { unlinkat(folder.number, name, 0) }
  }

  /// A file without a name, so that a program that dies in here leaves nothing.
  /// - Returns: its descriptor, −1 when there is no such file system, or no room in it.
  private static func create(size: Int) -> Int32 {
    // `O_TMPFILE` of open(2), a macro that Swift does not import.
    let unnamed = 0o20_000_000 | O_DIRECTORY
    guard let file = Descriptor.open(folder, flags: O_RDWR | unnamed, mode: 0o600),
      fchmod(file.number, 0o600) == 0, file.hold(patience: 0),
      // The pages are taken now: a full memory file system would end a program that touches them later.
      posix_fallocate(file.number, 0, off_t(size)) == 0
    else { return -1 }
    // The same open file, and with it the lock.
    return fcntl(file.number, F_DUPFD_CLOEXEC, 0)
  }

  private static func openFolder() -> Descriptor? {
    Descriptor.open(Self.folder, flags: O_RDONLY | O_DIRECTORY)
  }

  /// What programs of this user have there, dead or alive, whose names begin with `prefix`.
  static func memories(prefix: String) -> [Named] {
    guard let folder = openFolder(), let names = Descriptor.names(in: folder.number) else { return [] }
    var found: [Named] = []
    for name in names.map(\.text) where name.hasPrefix(prefix) {
      if let memory = Named(name, in: folder.number) { found.append(memory) }
    }
    return found
  }

  /// Memory of another program, which may be dead.
  final class Named: Sendable {
    private let name: String
    private let descriptor: Descriptor

    /// More than 30 s at the highest rate take.
    private static let mostBytes = 64 << 20

    fileprivate init?(_ name: String, in folder: Int32) {
      guard let file = Descriptor.open(name, in: folder, flags: O_RDWR | O_NONBLOCK),
        let status = file.status, file.isRegular, status.st_uid == geteuid(), status.st_size <= Self.mostBytes
      else { return nil }
      self.name = name
      descriptor = file
    }

    /// Makes it this program's, until this object goes. `false` when its maker lives.
    func hold() -> Bool { descriptor.hold(patience: 0.01) }

    /// The first `count` bytes, or all; read and not mapped, so that whoever cuts it short does no harm.
    func bytes(first count: Int = Named.mostBytes) -> [UInt8] {
      (try? descriptor.contents(limit: min(count, Self.mostBytes))) ?? []
    }

    /// Takes it away for good. Only what is held.
    func remove() { SharedMemory.unlink(name) }
  }
}
