import Files
import Glibc
import Rehearsal

/// Says which takes of a library are being recorded: an empty file for each in the folder `.recording` of the library,
/// made before the first frame and removed once the sidecar is saved. What is there without a recorder was cut off, so
/// recovery opens these takes and no others, however many there are.
struct RecordingJournal: ~Copyable {
  private let root: Int32

  static let folderName = ".recording"

  /// The journal of the library behind `root`, which stays open as long as this is used.
  init(in root: borrowing Descriptor) { self.root = root.number }

  /// The takes that it names; `nil` without a journal: the library is of an older Aloud, or was never looked through.
  var ids: [TakeID]? {
    guard let folder = folder, let names = Descriptor.names(in: folder.number) else { return nil }
    return names.compactMap { TakeID($0.text) }.sorted()
  }

  /// Makes the journal where there is none; a failure means that recovery looks through all takes.
  func create() {
    // The umask may take rights away.
    if mkdirat(root, Self.folderName, 0o700) == 0, let folder { fchmod(folder.number, 0o700) }
  }

  /// `id` is being recorded from now on, on the disk too. Its folder exists: what is here and has none is old.
  func begin(_ id: TakeID) throws(FileFault) {
    create()
    guard let folder,
      let entry = Descriptor.open(id.description, in: folder.number, flags: O_WRONLY | O_CREAT, mode: 0o600),
      fchmod(entry.number, 0o600) == 0, fsync(folder.number) == 0
    else { throw .last }
  }

  /// `id` is in order, or gone. Where this is lost, or fails, recovery finds nothing to do.
  func end(_ id: TakeID) {
    if let folder { unlinkat(folder.number, id.description, 0) }
  }

  private var folder: Descriptor? {
    Descriptor.open(Self.folderName, in: root, flags: O_RDONLY | O_DIRECTORY)
  }
}
