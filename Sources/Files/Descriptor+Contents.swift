import Glibc

extension Descriptor {
  /// The contents of a regular file, or its first `limit` bytes.
  /// - Throws: `FileFault.notRegular` for anything else, since reading it might never end.
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
      // The file was cut short while it was being read.
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

  /// Replaces file `name` in the folder behind this descriptor. A reader, now or after a power cut, finds the
  /// old file or the new one, never half of one. Only its owner may read it.
  /// - Parameter temporary: a name in the same folder that no reader uses; a file of that name is removed.
  package func replaceFile(_ name: String, with bytes: [UInt8], through temporary: String) throws(FileFault) {
    unlinkat(number, temporary, 0)
    do throws(FileFault) {
      let flags = O_WRONLY | O_CREAT | O_EXCL
      guard let file = Descriptor.open(temporary, in: number, flags: flags, mode: 0o600),
        // The umask may have removed permissions.
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

  /// Syncs the names in the folder at `path` to the disk. Failures are ignored: not every file system can do
  /// this (EINVAL).
  package static func synchronizeFolder(_ path: String) {
    if let folder = folder(path) { fsync(folder.number) }
  }
}
