/// The state of the folder of takes at one moment. If two stamps are equal, no take came or went between
/// them, so the takes need not be listed. A stamp says nothing about what is inside a take's folder.
public struct FolderStamp: Hashable, Sendable {
  /// Device and inode of the folder (`st_dev`, `st_ino`).
  public let device, inode: UInt64
  /// `st_nlink`: 2 plus one for each folder inside, if the file system counts them; else 1.
  public let links: UInt64
  /// When its list of names changed last (`st_mtim`), in whole seconds since 1970 and the nanoseconds after them.
  public let seconds, nanoseconds: Int64

  /// The fields of `stat` (inode(7)).
  public init(device: UInt64, inode: UInt64, links: UInt64, seconds: Int64, nanoseconds: Int64) {
    self.device = device
    self.inode = inode
    self.links = links
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// True if the folder changed so long before `now` (in seconds since 1970) that the next change gives it
  /// another time. File systems count time in steps: 4 ms on Linux, 2 s on FAT. Always false if a clock is
  /// behind.
  public func isSettled(at now: Double) -> Bool { now - (Double(seconds) + 1e-9 * Double(nanoseconds)) > 2 }
}

/// The folder of takes right before a program made one folder in it, and right after.
public struct FolderChange: Hashable, Sendable {
  /// Before the folder was made.
  public let before: FolderStamp
  /// After it.
  public let after: FolderStamp

  /// `nil` if something else may have come or gone in between. If both stamps are taken under the lock that
  /// keeps other recorders out, only a change by hand in these microseconds is left; the count of links tells
  /// most of those.
  public init?(before: FolderStamp, after: FolderStamp) {
    guard before.device == after.device, before.inode == after.inode,
      after.links == before.links + 1 || (after.links == 1 && before.links == 1)
    else { return nil }
    self.before = before
    self.after = after
  }
}
