import Files
import Glibc
import Rehearsal
import SoundFile

extension TakeFolder {
  /// True if there is a file that could be audio.
  var hasAudio: Bool {
    Descriptor.open(Self.audioName, in: descriptor.number, flags: O_RDONLY | O_NONBLOCK)?.isRegular ?? false
  }

  /// True if there is neither audio nor a sidecar.
  var isUnbegun: Bool {
    !hasAudio && faccessat(descriptor.number, Self.sidecarName, F_OK, AT_SYMLINK_NOFOLLOW) != 0
      && errno == ENOENT
  }

  /// Removes the folder, unless there is more in it than Aloud puts there before the sidecar.
  func removeUnbegun(from root: borrowing Descriptor) {
    releaseReserve()
    removeUnfinished()
    unlinkat(root.number, id.description, AT_REMOVEDIR)
  }

  /// Appends what the recorder had heard and not yet written, and corrects the sizes in the header of the
  /// audio to the length of the file. `nil` if there is no audio, or if its header is incomplete.
  func repairAudio(appending remains: CaptureRemains?) throws(TakeLibraryError) -> WAVLayout? {
    let path = path + "/" + Self.audioName
    guard let file = Descriptor.open(Self.audioName, in: descriptor.number, flags: O_RDWR | O_NONBLOCK)
    else {
      if errno == ENOENT { return nil }
      throw TakeLibraryError(.last, "recover", path)
    }
    guard file.isRegular else { throw TakeLibraryError(.notRegular, "recover", path) }
    let layout: WAVLayout?
    do throws(SoundFileError) {
      if let remains { try append(remains, to: file, path: path) }
      layout = try WAVRepair.repair(file.number, path: path)
    } catch {
      throw TakeLibraryError(.other, "recover", path, error.detail)
    }
    guard fsync(file.number) == 0 else { throw TakeLibraryError(.last, "recover", path) }
    return layout
  }

  /// Appends from where the file ends, so that an interrupted repair can be repeated. Half a frame at the end
  /// is completed.
  private func append(_ remains: CaptureRemains, to file: borrowing Descriptor, path: String)
    throws(SoundFileError)
  {
    guard let layout = WAVLayout(descriptor: file.number), layout.frameBytes == 2 else { return }
    var offset = layout.dataOffset + 2 * layout.framesInFile
    for stretch in remains.stretches(after: layout.framesInFile) {
      switch stretch {
      case .heard(let samples):
        offset = try WAVRepair.write(samples[...], at: offset, of: file.number, path)
      case .silence(let count):
        var left = count
        while left > 0 {
          let block = Self.silence.prefix(Int(min(left, Int64(Self.silence.count))))
          offset = try WAVRepair.write(block, at: offset, of: file.number, path)
          left -= Int64(block.count)
        }
      }
    }
  }

  private static let silence = [Int16](repeating: 0, count: 65_536)

  /// Renames a file that cannot be read: it is kept, but out of the way.
  func setAside(_ name: String) throws(TakeLibraryError) {
    for number in 0..<100 {
      let aside = "\(name).damaged" + (number == 0 ? "" : "-\(number)")
      if faccessat(descriptor.number, aside, F_OK, AT_SYMLINK_NOFOLLOW) == 0 { continue }
      guard renameat(descriptor.number, name, descriptor.number, aside) == 0 else { break }
      return
    }
    throw TakeLibraryError(.last, "set aside", path + "/" + name)
  }

  /// Removes unfinished sidecars of killed programs. The caller holds the lock.
  func removeUnfinished() {
    for name in Descriptor.names(in: descriptor.number) ?? []
    where name.bytes.starts(with: Self.unfinishedPrefix.utf8) {
      _ = name.withCString { unlinkat(descriptor.number, $0, 0) }
    }
  }
}
