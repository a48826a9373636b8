import Glibc

extension Descriptor {
  /// What is in a regular file, from its start on: all of it, or its first `limit` bytes.
  /// - Throws: `FileFault.notRegular` for anything else, which could be read without end.
  package func contents(limit: Int) throws(FileFault) -> [UInt8] {
    guard let status else { throw .last }
    guard isRegular else { throw .notRegular }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)))
    var done = 0
    while done < bytes.count {
      let wanted = bytes.count - done
      let count = bytes.withUnsafeMutableBytes {
        pread(number, $0.baseAddress?.advanced(by: done), wanted, off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      // Someone cut the file short meanwhile.
      guard count > 0 else { break }
      done += count
    }
    return Array(bytes.prefix(done))
  }

  /// Writes all of `bytes` at byte `offset` of the file behind a descriptor that stays the caller's.
  package static func write(_ bytes: [UInt8], at offset: Int64, to number: Int32) throws(FileFault) {
    var done = 0
    while done < bytes.count {
      let wanted = bytes.count - done
      let count = bytes.withUnsafeBytes {
        pwrite(number, $0.baseAddress?.advanced(by: done), wanted, off_t(offset) + off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      done += count
    }
  }

  /// Replaces file `name` of the folder behind this descriptor so that a reader, now or after a power cut, finds the
  /// old or the new one and never half. Only its owner may read it.
  /// - Parameter temporary: a name beside it that nobody reads; what stands there is removed.
  package func replaceFile(_ name: String, with bytes: [UInt8], through temporary: String) throws(FileFault) {
    unlinkat(number, temporary, 0)
    do throws(FileFault) {
      let flags = O_WRONLY | O_CREAT | O_EXCL
      guard let file = Descriptor.open(temporary, in: number, flags: flags, mode: 0o600),
        // A umask may take rights away.
        fchmod(file.number, 0o600) == 0
      else { throw .last }
      try Self.write(bytes, at: 0, to: file.number)
      guard fsync(file.number) == 0, renameat(number, temporary, number, name) == 0, fsync(number) == 0
      else { throw .last }
    } catch {
      unlinkat(number, temporary, 0)
      throw error
    }
  }

  /// Puts the names in the folder at `path` on the disk. Not every file system can (EINVAL), so a failure is none.
  package static func synchronizeFolder(_ path: String) {
    if let folder = folder(path) { fsync(folder.number) }
  }
}
