package import Glibc

/// A file descriptor, closed when this value is destroyed.
package struct Descriptor: ~Copyable, Sendable {
  /// The number, for use while this value lives; never closed by others.
  package let number: Int32

  /// Takes over `number`.
  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// `openat(2)` that does not follow a symbolic link in the last part of the path and is closed in child
  /// programs; `nil` on failure, with errno set.
  package static func open(
    _ name: String, in folder: Int32 = AT_FDCWD, flags: Int32, mode: mode_t = 0
  ) -> Descriptor? {
    let number = openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
    return number < 0 ? nil : Descriptor(owning: number)
  }

  /// Opens the folder at `path` to look names up in it; `nil` on failure, with errno set.
  package static func folder(_ path: String) -> Descriptor? {
    let number = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    return number < 0 ? nil : Descriptor(owning: number)
  }

  /// The names in the folder behind a descriptor, in no particular order; `nil` on failure, with errno set.
  /// The descriptor stays the caller's.
  package static func names(in folder: Int32) -> [FileName]? {
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = fdopendir(own) else { return nil }
    defer { closedir(stream) }
    var names: [FileName] = []
    while let entry = readdir(stream) {
      // An array of fixed size that ends with a NUL byte (readdir(3)).
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { FileName(bytes: $0) })
    }
    return names
  }

  /// The absolute path of what is open, without links; `nil` if the system does not say or it is not UTF-8.
  package var path: String? {
    let most = 4096  // PATH_MAX of limits.h
    var chars = [CChar](repeating: 0, count: most)
    let count = readlink("/proc/self/fd/\(number)", &chars, most)
    guard count > 0 else { return nil }
    let path = String(validating: chars.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path?.hasPrefix("/") == true ? path : nil
  }

  /// The result of `fstat(2)`; `nil` on failure, with errno set.
  package var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// True for a regular file; false for a folder, device, pipe or socket.
  package var isRegular: Bool { status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false }
}
