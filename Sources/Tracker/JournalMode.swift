import Foundation

/// How SQLite keeps a change until it is complete.
enum JournalMode: String {
  /// A log beside the file: readers do not wait for a writer. It needs memory that all processes share.
  case log = "WAL"
  /// The old pages beside the file until the change is done; works everywhere.
  case rollback = "DELETE"

  /// The mode for a file of this folder. "WAL does not work over a network filesystem" (sqlite.org/wal.html).
  /// A disk of unknown kind counts as local.
  init(forFolder path: String) {
    var status = stat()
    guard stat(path, &status) == 0, let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo")
    else {
      self = .log
      return
    }
    self.init(device: status.st_dev, mounts: String(decoding: mounts, as: UTF8.self))
  }

  /// The mode for a device, from the lines of `/proc/self/mountinfo`: the third field is `major:minor`, the
  /// type of the file system follows a lone dash (proc(5)).
  init(device: dev_t, mounts: String) {
    // gnu_dev_major and gnu_dev_minor, which are macros.
    let major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
    let minor = (device & 0xFF) | (device >> 12 & ~0xFF)
    let types = mounts.split(separator: "\n").compactMap { line -> Substring? in
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == "\(major):\(minor)", let dash = fields.firstIndex(of: "-"),
        dash + 1 < fields.count
      else { return nil }
      return fields[dash + 1]
    }
    self = types.contains(where: Self.isShared) ? .rollback : .log
  }

  private static func isShared(_ type: Substring) -> Bool {
    type.hasPrefix("fuse.") || ["nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph"].contains(type)
  }
}
