import Files
import Glibc
import Synchronization

/// Memory that can outlive the program: a mapped file in the memory file system behind `shm_open(3)`. No
/// other user can read it, it is gone after a reboot, and its maker holds a lock on it while it lives.
final class SharedMemory: Sendable {
  nonisolated(unsafe) let base: UnsafeMutableRawPointer
  private let size: Int
  private let number: Int32  // −1 without such a file system
  private let name = Mutex<String?>(nil)

  /// Where glibc's `shm_open` keeps its objects. Opened as a folder, so that it can also be listed.
  private static let folder = "/dev/shm"

  /// `size` bytes of zeros, which are freed with the program until they have a name.
  /// - Throws: `RecordingError.noMemory`.
  init(size: Int) throws(RecordingError) {
    let number = Self.create(size: size)
    let flags = number < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
    // Map all pages now, so that no thread waits for one later.
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
    // This also releases the lock.
    if number >= 0 { close(number) }
  }

  /// A number that threads share.
  func counter(at offset: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    (base + offset).bindMemory(to: Atomic<Int>.self, capacity: 1)
  }

  /// Writes a text at `offset` that ends with NUL or fills its `room` bytes; a longer text is cut between two
  /// characters.
  /// - Returns: the text as written.
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

  /// Gives the memory a new name, so that it outlives the program. If the system refuses, it does not.
  func appear(as name: String) {
    guard number >= 0, let folder = Self.openFolder(),
      linkat(AT_FDCWD, "/proc/self/fd/\(number)", folder.number, name, AT_SYMLINK_FOLLOW) == 0
    else { return }
    self.name.withLock { $0 = name }
  }

  /// Removes the name. The memory itself stays until this object is freed.
  func remove() {
    if let name = name.withLock({ $0 }) { Self.unlink(name) }
  }

  fileprivate static func unlink(_ name: String) {
    if let folder = openFolder() { unlinkat(folder.number, name, 0) }
  }

  /// Makes a file without a name, so that a program that dies in here leaves nothing.
  /// - Returns: its descriptor; −1 if there is no such file system or no room in it.
  private static func create(size: Int) -> Int32 {
    // `O_TMPFILE` of open(2), a macro that Swift does not import.
    let unnamed = 0o20_000_000 | O_DIRECTORY
    guard let file = Descriptor.open(folder, flags: O_RDWR | unnamed, mode: 0o600),
      fchmod(file.number, 0o600) == 0, file.hold(patience: 0),
      // Allocate the pages now: if the memory file system fills up later, touching a page would kill the
      // program.
      posix_fallocate(file.number, 0, off_t(size)) == 0
    else { return -1 }
    // A duplicate shares the open file, and so the lock.
    return fcntl(file.number, F_DUPFD_CLOEXEC, 0)
  }

  private static func openFolder() -> Descriptor? {
    Descriptor.open(Self.folder, flags: O_RDONLY | O_DIRECTORY)
  }

  /// The memories of this user's programs, dead or alive, with names that begin with `prefix`.
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
    let name: String
    private let descriptor: Descriptor

    /// The largest memory: more than 30 s take at the highest rate.
    private static let mostBytes = 64 << 20

    fileprivate init?(_ name: String, in folder: Int32) {
      guard let file = Descriptor.open(name, in: folder, flags: O_RDWR | O_NONBLOCK),
        let status = file.status, file.isRegular, status.st_uid == geteuid(), status.st_size <= Self.mostBytes
      else { return nil }
      self.name = name
      descriptor = file
    }

    /// Takes the lock, until this object is freed. `false` if the maker of the memory is alive.
    func hold() -> Bool { descriptor.hold(patience: 0.01) }

    /// The first `count` bytes, or all of them. They are read, not mapped: if another program truncates the
    /// file, this one does not crash.
    func bytes(first count: Int = Named.mostBytes) -> [UInt8] {
      (try? descriptor.contents(limit: min(count, Self.mostBytes))) ?? []
    }

    /// Removes the memory for good. Call only while it is held.
    func remove() { SharedMemory.unlink(name) }
  }
}
