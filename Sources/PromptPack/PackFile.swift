import Glibc
public import Rehearsal

extension PackReader {
  /// The pack in the file at `path`.
  ///
  /// - Throws: `PackError`, named by `path`: the file cannot be opened, is no regular file, is larger than 1 MiB, or has
  ///   mistakes.
  public static func read(fileAt path: String) throws(PackError) -> Pack {
    try read(fileAt: Array(path.utf8), named: path)
  }

  /// The pack in a file whose name may be any bytes, like those of any file.
  ///
  /// - Parameter name: what to call the file in the error.
  /// - Throws: as for a path that is text.
  public static func read(fileAt path: [UInt8], named name: String) throws(PackError) -> Pack {
    try read(PackFile.bytes(at: path, named: name), named: name)
  }
}

/// Files and folders of packs, read with limits.
enum PackFile {
  /// What is in the file at `path`, one byte past the limit at most.
  static func bytes(at path: [UInt8], named name: String) throws(PackError) -> [UInt8] {
    // O_NONBLOCK: opening a pipe without a writer would wait for ever. It does nothing for a regular file.
    let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.unreadable(errno: errno), name) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.unreadable(errno: errno), name) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure(.notAFile, name) }

    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= PackLimits.bytes {
      let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count > 0 {
        bytes += block.prefix(count)
      } else if errno != EINTR {
        throw failure(.unreadable(errno: errno), name)
      }
    }
    return bytes
  }

  /// The paths of the packs in `folder`, by name; none if there is no such folder.
  static func paths(inFolder folder: String) throws(PackError) -> [(bytes: [UInt8], text: String)] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw failure(.unreadable(errno: errno), folder)
    }
    defer { closedir(directory) }
    var names: [(bytes: [UInt8], text: String)] = []
    while let entry = readdir(directory) {
      // d_name is an array of fixed size that ends with a NUL byte (readdir(3)).
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: bytes, as: UTF8.self)
      if !name.hasPrefix("."), name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        names.append((bytes, name))
      }
    }
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    return names.sorted { $0.text < $1.text }.map { (Array(start.utf8) + $0.bytes, start + $0.text) }
  }

  private static func failure(_ kind: PackDiagnostic.Kind, _ path: String) -> PackError {
    PackError(name: path, diagnostics: [PackDiagnostic(kind)])
  }
}
