import Foundation

/// Tells whether the index is as Aloud left it, so that a large file is not read page by page at each opening.
///
/// The seal is a line of text in `aloud.sqlite-checked`: what `stat` says of the file after it was checked,
/// or after Aloud wrote to it and closed it. A file with another device, inode, size or time is checked
/// again. Bytes that a disk changes behind the file system's back are not noticed; such damage shows in an
/// answer.
struct FileSeal {
  private let path: String
  private let sealPath: String

  init(of file: IndexFile) {
    path = file.path
    sealPath = file.path + "-checked"
  }

  /// True if the file is as it was when it was last sealed.
  var isIntact: Bool {
    guard let now = current, let kept = FileManager.default.contents(atPath: sealPath) else { return false }
    return kept == Data(now.utf8)
  }

  /// Seals the file as it is. If the seal cannot be written, because of the disk or a link, the file is
  /// checked again.
  func renew() {
    guard let now = current, !isIntact else { return }
    let descriptor = open(sealPath, O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC | O_WRONLY, 0o600)
    guard descriptor >= 0 else { return }
    _ = now.withCString { write(descriptor, $0, strlen($0)) }
    close(descriptor)
  }

  /// A file of up to 1 MiB has no seal and is always checked: it costs 2 ms.
  private static let smallest: off_t = 1 << 20

  private var current: String? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_size > Self.smallest else { return nil }
    let (written, changed) = (status.st_mtim, status.st_ctim)
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(written.tv_sec).\(written.tv_nsec) "
      + "\(changed.tv_sec).\(changed.tv_nsec)\n"
  }
}
