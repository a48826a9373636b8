import Files
import Glibc
import Rehearsal

/// The open folder of one take. All files are reached from its descriptor, so that the folder cannot be
/// swapped for another in between, and no symbolic link is followed.
final class TakeFolder: Sendable {
  static let audioName = "take.wav"
  static let sidecarName = "take.json"
  /// Reserves space for the sidecar: if the audio has filled the disk, this file is removed to make room for
  /// it.
  static let reserveName = "reserve"
  /// Room for a sidecar with the most gaps and marks; where there is less, for one with several hundred gaps.
  static let reserveBytes = [Sidecar.mostBytes / 2, 65_536]
  /// The prefix of the names of sidecars that are not complete yet; the id of the process is the suffix.
  static let unfinishedPrefix = ".take.json."

  let id: TakeID
  let path: String
  let descriptor: Descriptor
  /// How the folder of takes changed when this one was made; `nil` if it existed before, or if more may have
  /// changed.
  let change: FolderChange?

  /// Opens the folder of `id` in the library behind `root`, or makes it.
  init(_ id: TakeID, in root: borrowing Descriptor, path: String, creating: Bool) throws(TakeLibraryError) {
    self.id = id
    self.path = path + "/" + id.description
    if creating {
      // Other recorders wait, so that the two stamps differ by this folder alone.
      let isHeld = root.hold(patience: 0.05)
      defer { if isHeld { root.letGo() } }
      let before = FolderStamp(of: root)
      guard mkdirat(root.number, id.description, 0o700) == 0 else {
        throw TakeLibraryError(.last, "create", self.path)
      }
      change = before.flatMap { before in
        FolderStamp(of: root).flatMap { FolderChange(before: before, after: $0) }
      }
    } else {
      change = nil
    }
    guard
      let descriptor = Descriptor.open(id.description, in: root.number, flags: O_RDONLY | O_DIRECTORY)
    else { throw TakeLibraryError(.last, "open", self.path) }
    if creating { fchmod(descriptor.number, 0o700) }
    self.descriptor = descriptor
  }

  /// Locks the folder for recording, repairing or changing, until this object is freed. If the file system has no locks
  /// for folders (NFS), recording goes on without one: it only keeps recovery away.
  /// - Parameter patience: how long to wait for another, in seconds.
  /// - Throws: `live` if another recorder, a repair or a change holds the lock.
  func lock(patience: Double = 0.01) throws(TakeLibraryError) {
    guard descriptor.hold(patience: patience) else { throw live }
  }

  /// Says that another program holds the folder.
  var live: TakeLibraryError { TakeLibraryError(.live, "lock", path, "the take is being recorded") }

  /// Releases the lock early.
  func unlock() { descriptor.letGo() }

  /// True if a recorder holds the lock.
  var isLive: Bool { descriptor.isHeldElsewhere }

  /// Writes the reserve to the disk. If that fails, there is no reserve.
  func makeReserve() {
    guard
      let file = Descriptor.open(
        Self.reserveName, in: descriptor.number, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    else { return }
    _ = Self.reserveBytes.first { posix_fallocate(file.number, 0, off_t($0)) == 0 }
  }

  /// Removes the reserve.
  func releaseReserve() { unlinkat(descriptor.number, Self.reserveName, 0) }

  /// Removes the folder if it holds only a take that never got a frame.
  func discard(in root: borrowing Descriptor) {
    for name in [Self.reserveName, Self.audioName, Self.sidecarName] {
      unlinkat(descriptor.number, name, 0)
    }
    unlinkat(root.number, id.description, AT_REMOVEDIR)
  }

  /// Reads a whole file of at most `limit` bytes; `nil` if there is none.
  func read(_ name: String, limit: Int) throws(TakeLibraryError) -> [UInt8]? {
    guard let file = Descriptor.open(name, in: descriptor.number, flags: O_RDONLY | O_NONBLOCK) else {
      if errno == ENOENT { return nil }
      throw TakeLibraryError(.last, "open", path + "/" + name)
    }
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try file.contents(limit: limit + 1) } catch {
      throw TakeLibraryError(error, "read", path + "/" + name)
    }
    guard bytes.count <= limit else {
      throw TakeLibraryError(.damaged, "read", path + "/" + name, "more than \(limit) bytes")
    }
    return bytes
  }

  /// Replaces the sidecar so that a reader, now or after a power cut, finds the old or the new one, never a
  /// mixture.
  func replaceSidecar(with bytes: [UInt8]) throws(TakeLibraryError) {
    let name = Self.sidecarName
    do throws(FileFault) {
      try descriptor.replaceFile(name, with: bytes, through: Self.unfinishedPrefix + "\(getpid())")
    } catch {
      throw TakeLibraryError(error, "save", path + "/" + name)
    }
  }
}
