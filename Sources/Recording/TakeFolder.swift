import Glibc
import Rehearsal
import SoundFile

/// The open folder of one take. All files are reached from its descriptor, so that nobody can swap the folder
/// for another in between, and no symbolic link is followed.
final class TakeFolder: Sendable {
  static let audioName = "take.wav"
  static let sidecarName = "take.json"
  /// Holds space for the sidecar: when the audio has filled the disk, this goes and the sidecar comes.
  static let reserveName = "reserve"
  static let reserveBytes = 65_536
  /// Begins the names of sidecars that are not whole yet; the id of the process ends them.
  static let unfinishedPrefix = ".take.json."

  let id: TakeID
  let path: String
  let descriptor: Descriptor

  /// Opens the folder of `id` in the library behind `root`, or makes it.
  init(_ id: TakeID, in root: borrowing Descriptor, path: String, creating: Bool) throws(TakeLibraryError) {
    self.id = id
    self.path = path + "/" + id.description
    if creating {
      guard mkdirat(root.number, id.description, 0o700) == 0 else {
        throw TakeLibraryError(errno: errno, "create", self.path)
      }
    }
    guard
      let descriptor = Descriptor.open(id.description, in: root.number, flags: O_RDONLY | O_DIRECTORY)
    else { throw TakeLibraryError(errno: errno, "open", self.path) }
    if creating { fchmod(descriptor.number, 0o700) }
    self.descriptor = descriptor
  }

  /// Holds the folder as the one that records into it or repairs it, until this object goes. The kernel frees
  /// it when a program dies, so a held folder is a live one, whatever its times or pids say.
  /// - Throws: `live` when another holds it.
  func lock() throws(TakeLibraryError) {
    for _ in 0..<5 {
      // NFS has no locks on folders. Recording goes on without one: it only keeps recovery away.
      guard flock(descriptor.number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
      // Someone may just be asking `isLive`, which takes a moment.
      usleep(2_000)
    }
    throw TakeLibraryError(.live, "lock", path, "the take is being recorded")
  }

  /// Lets go before this object does.
  func unlock() { flock(descriptor.number, LOCK_UN) }

  /// Is the folder held by a recorder?
  var isLive: Bool {
    guard flock(descriptor.number, LOCK_SH | LOCK_NB) != 0 else {
      unlock()
      return false
    }
    return errno == EWOULDBLOCK
  }

  /// Puts the reserve on the disk; a failure means only that there is none.
  func makeReserve() {
    guard
      let file = Descriptor.open(
        Self.reserveName, in: descriptor.number, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    else { return }
    posix_fallocate(file.number, 0, off_t(Self.reserveBytes))
  }

  /// Gives the reserve back.
  func releaseReserve() { unlinkat(descriptor.number, Self.reserveName, 0) }

  /// Removes the folder when it holds nothing but a take that never got a frame.
  func discard(in root: borrowing Descriptor) {
    for name in [Self.reserveName, Self.audioName, Self.sidecarName] {
      unlinkat(descriptor.number, name, 0)
    }
    unlinkat(root.number, id.description, AT_REMOVEDIR)
  }

  /// Reads a whole file of at most `limit` bytes; `nil` when there is none.
  func read(_ name: String, limit: Int) throws(TakeLibraryError) -> [UInt8]? {
    guard let file = Descriptor.open(name, in: descriptor.number, flags: O_RDONLY | O_NONBLOCK) else {
      if errno == ENOENT { return nil }
      throw TakeLibraryError(errno: errno, "open", path + "/" + name)
    }
    guard let status = file.status, file.isRegular else {
      throw TakeLibraryError(.notOurs, "read", path + "/" + name, "not a regular file")
    }
    guard status.st_size <= limit else {
      throw TakeLibraryError(.damaged, "read", path + "/" + name, "\(status.st_size) bytes are too many")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let wanted = bytes.count - done
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(file.number, buffer.baseAddress?.advanced(by: done), wanted, off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw TakeLibraryError(errno: errno, "read", path + "/" + name) }
      guard count > 0 else { break }
      done += count
    }
    return Array(bytes.prefix(done))
  }

  /// Replaces the sidecar so that a reader, now or after a power cut, finds the old or the new one and never half.
  func replaceSidecar(with bytes: [UInt8]) throws(TakeLibraryError) {
    let name = Self.sidecarName
    let temporary = Self.unfinishedPrefix + "\(getpid())"
    unlinkat(descriptor.number, temporary, 0)
    do throws(TakeLibraryError) {
      try write(temporary, bytes)
      guard renameat(descriptor.number, temporary, descriptor.number, name) == 0,
        fsync(descriptor.number) == 0
      else { throw TakeLibraryError(errno: errno, "save", path + "/" + name) }
    } catch {
      unlinkat(descriptor.number, temporary, 0)
      throw error
    }
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws(TakeLibraryError) {
    guard
      let file = Descriptor.open(
        name, in: descriptor.number, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600),
      fchmod(file.number, 0o600) == 0
    else { throw TakeLibraryError(errno: errno, "save", path + "/" + name) }
    var done = 0
    while done < bytes.count {
      let wanted = bytes.count - done
      let count = bytes.withUnsafeBytes {
        Glibc.write(file.number, $0.baseAddress?.advanced(by: done), wanted)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw TakeLibraryError(errno: errno, "save", path + "/" + name) }
      done += count
    }
    guard fsync(file.number) == 0 else { throw TakeLibraryError(errno: errno, "save", path + "/" + name) }
  }
}
