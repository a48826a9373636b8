import Glibc

extension FileName {
  /// Writes a file of this name, for its owner alone. Whoever reads the name finds the whole file or what was there
  /// before, also when several programs write it at once.
  /// - Parameter replacing: true if a file or a link that has the name may go; a link itself, not what it names.
  /// - Throws: `FileFault`: `alreadyExists` if something has the name and may not go.
  package func write(_ contents: [UInt8], replacing: Bool) throws(FileFault) {
    let temporary = try Self.temporary(beside: self, with: contents, synced: replacing)
    defer { temporary.withCString { _ = unlink($0) } }
    let result = temporary.withCString { new in
      withCString { name in replacing ? rename(new, name) : link(new, name) }
    }
    guard result != 0 else { return }
    // Not every file system has links (FAT): nothing is replaced there either, but a reader may come too early.
    guard !replacing, [EPERM, ENOSYS, EOPNOTSUPP].contains(errno) else { throw .last }
    try create(with: contents)
  }

  private static func temporary(
    beside name: FileName, with contents: [UInt8], synced: Bool
  ) throws(FileFault) -> FileName {
    let slash = name.bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { name.bytes[...$0] } ?? []
    var template = (folder + ".aloud-XXXXXX".utf8 + [0]).map { CChar(bitPattern: $0) }
    let number = mkstemp(&template)
    guard number >= 0 else { throw .last }
    let file = Descriptor(owning: number)
    let temporary = FileName(bytes: template.map { UInt8(bitPattern: $0) })
    do throws(FileFault) {
      _ = fcntl(file.number, F_SETFD, FD_CLOEXEC)
      try Descriptor.write(contents, at: 0, to: file.number)
      // What is replaced must not be lost by a power cut.
      if synced, fsync(file.number) != 0 { throw FileFault.last }
    } catch {
      temporary.withCString { _ = unlink($0) }
      throw error
    }
    return temporary
  }

  private func create(with contents: [UInt8]) throws(FileFault) {
    let number = withCString { Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard number >= 0 else { throw .last }
    let file = Descriptor(owning: number)
    do { try Descriptor.write(contents, at: 0, to: file.number) } catch {
      withCString { _ = unlink($0) }
      throw error
    }
  }
}
