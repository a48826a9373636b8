package import Glibc

/// A file descriptor that is closed when it goes.
package struct Descriptor: ~Copyable, Sendable {
  /// The number; borrowed only, never closed by others.
  package let number: Int32

  /// Takes over `number`.
  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// `openat(2)` that never follows a symbolic link in the last step and never reaches a child process;
  /// `nil` with the errno set.
  package static func open(
    _ name: String, in folder: Int32 = AT_FDCWD, flags: Int32, mode: mode_t = 0
  ) -> Descriptor? {
    let number = openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
    return number < 0 ? nil : Descriptor(owning: number)
  }

  /// The names in the folder behind a descriptor, which stays the caller's, in no order; `nil` with the errno set.
  package static func names(in folder: Int32) -> [String]? {
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = fdopendir(own) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }

  /// What `fstat(2)` says; `nil` with the errno set.
  package var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// Is it a regular file, and no folder, device, pipe or socket?
  package var isRegular: Bool { status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false }
}
