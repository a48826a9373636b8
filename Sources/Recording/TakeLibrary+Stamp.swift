import Files
import Glibc
public import Rehearsal
import Synchronization

extension TakeLibrary {
  /// How the folder of takes stands now; `nil` when the system does not say.
  public var folderStamp: FolderStamp? {
    var status = stat()
    guard fstat(root.number, &status) == 0 else { return nil }
    return FolderStamp(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), links: UInt64(status.st_nlink),
      seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
  }

  /// How the folder of takes changed when this program made the folder of `id`; `nil` when it did not, or when something
  /// else may have come or gone at that moment.
  public func change(madeBy id: TakeID) -> FolderChange? { changes.withLock { $0[id] } }
}
