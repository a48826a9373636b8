import CSndFile
import Files
import Glibc
public import Signal

/// Writes a mono 16-bit PCM WAV so that the file is complete after every write, whatever comes next.
///
/// libsndfile alone does not do this: it makes files that others can read and follows symbolic links, a full
/// disk shows only as a short count, and `sf_close` returns 0 after a failed write. So the descriptor is ours,
/// every count is checked, and the header is rewritten with each block (`SFC_SET_UPDATE_HEADER_AUTO`).
///
/// One thread at a time: an `SNDFILE` handle has a position of its own.
public final class WAVWriter {
  /// The file, for messages.
  public let path: String
  /// Frames that are in the file.
  public private(set) var frames: Int64 = 0
  /// The longest file in frames: below 2 GiB, where old readers and signed sizes end.
  public static let mostFrames = (Int64(Int32.max) - 65_536) / 2

  private let descriptor: Descriptor
  private let folder: Descriptor
  private let handle: OpaquePointer
  private let dataOffset: Int64
  private var isOpen = true
  private var failure: SoundFileError?

  /// What the file says about itself.
  public struct Label: Sendable {
    /// Title, shown by players; cut after 200 characters.
    public var title: String
    /// ISO 8601 date.
    public var date: String

    /// A label.
    public init(title: String, date: String) { (self.title, self.date) = (title, date) }
  }

  /// Creates `path` with mode 0600. Its folder must exist.
  /// - Throws: `SoundFileError`; `alreadyExists` when there is a file or a symbolic link of that name.
  public convenience init(creating path: String, sampleRate: SampleRate, label: Label) throws(SoundFileError)
  {
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let folder = Descriptor.folder(parent) else {
      throw SoundFileError(.last, "open", parent, other: .writeFailed)
    }
    try self.init(creating: name, in: folder.number, path: path, sampleRate: sampleRate, label: label)
  }

  /// Creates `name` in the folder behind a descriptor, which stays the caller's.
  package init(
    creating name: String, in folder: Int32, path: String, sampleRate: SampleRate, label: Label
  ) throws(SoundFileError) {
    self.path = path
    let own = Descriptor(owning: fcntl(folder, F_DUPFD_CLOEXEC, 0))
    guard own.number >= 0,
      let file = Descriptor.open(name, in: folder, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600),
      fchmod(file.number, 0o600) == 0
    else { throw SoundFileError(.last, "create", path, other: .writeFailed) }
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate.hertz)
    info.channels = 1
    info.format = Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
    guard let handle = Descriptor.openSound(file.number, Int32(SFM_WRITE), &info) else {
      throw SoundFileError(.writeFailed, "create", path, String(cString: sf_strerror(nil)))
    }
    // Set before the first frame, so that they precede the samples and nothing ever follows the samples.
    sf_set_string(handle, Int32(SF_STR_TITLE), String(label.title.prefix(200)))
    sf_set_string(handle, Int32(SF_STR_DATE), label.date)
    sf_command(handle, Int32(SFC_SET_UPDATE_HEADER_AUTO), nil, Int32(SF_TRUE))
    sf_command(handle, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
    // The header of a file without frames says 8 bytes, and Python's wave module refuses that.
    guard let layout = try? WAVRepair.repair(file.number, path: path), layout.frameBytes == 2 else {
      sf_close(handle)
      throw SoundFileError(.diskFull, "create", path, "the header could not be written")
    }
    dataOffset = layout.dataOffset
    self.handle = handle
    descriptor = file
    self.folder = own
  }

  deinit { if isOpen { sf_close(handle) } }

  /// Appends samples. After a failure `frames` tells how many are safe, the file holds exactly those, and
  /// every further write throws the same.
  /// - Throws: `SoundFileError`: `diskFull`, or `writeFailed`.
  public func write(_ samples: UnsafeBufferPointer<Int16>) throws(SoundFileError) {
    if let failure { throw failure }
    guard isOpen, let base = samples.baseAddress, !samples.isEmpty else { return }
    guard frames + Int64(samples.count) <= Self.mostFrames else {
      throw SoundFileError(.writeFailed, "write", path, "a file ends below 2 GiB")
    }
    errno = 0
    let count = sf_writef_short(handle, base, Int64(samples.count))
    let code = errno
    frames += max(0, Int64(count))
    guard count != Int64(samples.count) else { return }
    let error =
      code == 0
      ? SoundFileError(.writeFailed, "write", path, String(cString: sf_strerror(handle)))
      : SoundFileError(FileFault(errno: code), "write", path, other: .writeFailed)
    failure = error
    cutToWholeFrames()
    throw error
  }

  /// Syncs what has been written to the disk.
  public func synchronize() throws(SoundFileError) {
    guard fdatasync(descriptor.number) == 0 else {
      throw SoundFileError(.last, "synchronize", path, other: .writeFailed)
    }
  }

  /// Syncs the file, and its name in the folder, to the disk.
  package func synchronizeName() throws(SoundFileError) {
    for number in [descriptor.number, folder.number] where fsync(number) != 0 {
      throw SoundFileError(.last, "synchronize", path, other: .writeFailed)
    }
  }

  /// A descriptor of the same file for a thread that only synchronizes; the caller closes it. −1 on failure.
  package func duplicateDescriptor() -> Int32 { fcntl(descriptor.number, F_DUPFD_CLOEXEC, 0) }

  /// Ends the file: header, file and folder are on the disk when this returns. Further calls do nothing.
  /// - Throws: `SoundFileError` if one of them could not be written; all are tried.
  public func close() throws(SoundFileError) {
    guard isOpen else { return }
    isOpen = false
    sf_close(handle)
    var first: SoundFileError?
    do { _ = try WAVRepair.repair(descriptor.number, path: path) } catch { first = error }
    for number in [descriptor.number, folder.number] where fsync(number) != 0 {
      first = first ?? SoundFileError(.last, "synchronize", path, other: .writeFailed)
    }
    if let first { throw first }
  }

  /// A write that ran into a full disk may have left half a frame, and the header of the write before.
  private func cutToWholeFrames() {
    ftruncate(descriptor.number, off_t(dataOffset + 2 * frames))
    sf_command(handle, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
    _ = try? WAVRepair.repair(descriptor.number, path: path)
  }
}
