import Files
import Glibc
public import Rehearsal

extension TakeLibrary {
  /// The present stamp of the folder of takes; `nil` if the system does not say.
  public var folderStamp: FolderStamp? { FolderStamp(of: root) }
}

extension FolderStamp {
  /// The stamp of an open folder; `nil` if the system does not say.
  init?(of folder: borrowing Descriptor) {
    guard let status = folder.status else { return nil }
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), links: UInt64(status.st_nlink),
      seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
  }
}
