import Files
import Glibc
import Rehearsal

/// Says which takes of a library are being recorded: the folder `.recording` of the library has an empty file
/// for each, made before the first frame and removed once the sidecar is saved. A take that is listed here
/// without a recorder was cut off, so recovery opens only these takes, however many others there are.
struct RecordingJournal: ~Copyable {
  private let root: Int32

  static let folderName = ".recording"

  /// The journal of the library behind `root`, which stays open as long as this is used.
  init(in root: borrowing Descriptor) { self.root = root.number }

  /// The takes that it names; `nil` without a journal, if the library is from an older Aloud or was never
  /// looked through.
  var ids: [TakeID]? {
    guard let folder = folder, let names = Descriptor.names(in: folder.number) else { return nil }
    return names.compactMap { TakeID($0.text) }.sorted()
  }

  /// Makes the journal if there is none. If that fails, recovery looks through all takes.
  func create() {
    // Set the mode: the umask may have removed rights.
    if mkdirat(root, Self.folderName, 0o700) == 0, let folder { fchmod(folder.number, 0o700) }
  }

  /// Notes, on the disk too, that `id` is being recorded from now on. The take's folder must exist: an entry
  /// without a folder is stale.
  func begin(_ id: TakeID) throws(FileFault) {
    create()
    guard let folder,
      let entry = Descriptor.open(id.description, in: folder.number, flags: O_WRONLY | O_CREAT, mode: 0o600),
      fchmod(entry.number, 0o600) == 0, fsync(folder.number) == 0
    else { throw .last }
  }

  /// Notes that `id` is in order, or gone. If this fails or is lost, recovery opens the take and finds
  /// nothing to do.
  func end(_ id: TakeID) {
    if let folder { unlinkat(folder.number, id.description, 0) }
  }

  private var folder: Descriptor? {
    Descriptor.open(Self.folderName, in: root, flags: O_RDONLY | O_DIRECTORY)
  }
}
