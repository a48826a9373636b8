import Glibc

/// Sound that a dead recorder left in memory (`CaptureMemory`) and whose library was deleted: no start of that library
/// will ever remove it.
package enum OrphanedMemory {
  /// Removes it, for all libraries of this user. A memory stays if its recorder lives, if its library is there, or if
  /// that may be on a disk that is not mounted now.
  package static func remove() {
    for memory in SharedMemory.memories(prefix: "aloud-\(geteuid())-") {
      guard let home = Home(of: memory), home.isDeleted, memory.hold() else { continue }
      memory.remove()
    }
  }

  /// Where the library of a memory was.
  private struct Home {
    /// Device and inode of its folder, from the memory's name.
    let device: UInt64
    let inode: UInt64
    let path: String

    /// `nil` if the memory does not say, as that of Aloud 0.1.
    init?(of memory: SharedMemory.Named) {
      let numbers = memory.name.split(separator: "-").dropFirst(2).prefix(2).compactMap { UInt64($0) }
      let head = memory.bytes(first: CaptureLayout.ledger)
      guard numbers.count == 2, head.count == CaptureLayout.ledger, !CaptureRemains.owners(of: head).isEmpty,
        let path = String(
          validating: head[CaptureLayout.library...].prefix(while: { $0 != 0 }), as: UTF8.self),
        path.hasPrefix("/")
      else { return nil }
      (device, inode, self.path) = (numbers[0], numbers[1], path)
    }

    /// True if the disk of the library is mounted, and the library is not where it was.
    var isDeleted: Bool {
      var (path, status) = (self.path, stat())
      while lstat(path, &status) != 0 {
        guard errno == ENOENT || errno == ENOTDIR, path.count > 1 else { return false }
        path = "/" + path.split(separator: "/").dropLast().joined(separator: "/")
      }
      return UInt64(status.st_dev) == device && UInt64(status.st_ino) != inode
    }
  }
}
