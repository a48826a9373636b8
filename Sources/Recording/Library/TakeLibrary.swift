import Files
import Glibc
public import Rehearsal

/// The folder `takes/` with one folder for each take: `<id>/take.wav` and `<id>/take.json`. These are the
/// truth about a take; every index can be rebuilt from them.
///
/// Folders are 0700 and files 0600 whatever the umask says, and symbolic links are refused.
public final class TakeLibrary: Sendable {
  /// The folder, as given.
  public let path: String
  let root: Descriptor

  /// Opens the library at `path`. Makes it, and the folders above it, if they are missing.
  /// - Throws: `TakeLibraryError`: `notOurs` if `path` is a symbolic link or belongs to another user.
  public init(at path: String) throws(TakeLibraryError) {
    self.path = path
    try Self.makeFolders(to: path)
    guard let root = Descriptor.open(path, flags: O_RDONLY | O_DIRECTORY), let status = root.status else {
      throw TakeLibraryError(.last, "open", path)
    }
    guard status.st_uid == geteuid() else {
      throw TakeLibraryError(.notOurs, "open", path, "it belongs to user \(status.st_uid)")
    }
    // Tighten the mode even if something else created the folder.
    if status.st_mode & 0o777 != 0o700 { fchmod(root.number, 0o700) }
    self.root = root
  }

  /// All takes, oldest first. Other files and folders are ignored.
  public func takeIDs() throws(TakeLibraryError) -> [TakeID] {
    guard let names = Descriptor.names(in: root.number) else {
      throw TakeLibraryError(.last, "list", path)
    }
    return names.compactMap { TakeID($0.text) }.sorted()
  }

  /// The take as its sidecar has it.
  /// - Throws: `missing`, `damaged`, `newer`, `notOurs`, `notPermitted`.
  public func load(_ id: TakeID) throws(TakeLibraryError) -> Take { try load(from: folder(id)) }

  /// Writes the sidecar of a take whose folder exists. A reader finds the old or the new one, never half, and
  /// the new one is on the disk when this returns.
  public func save(_ take: Take) throws(TakeLibraryError) { try save(take, in: folder(take.id)) }

  /// Changes a take in one step: its sidecar is read, changed and written while no other program can change it, so
  /// that no change by another is lost.
  /// - Parameter change: changes the take as the sidecar has it at that moment. If it throws, nothing is written.
  /// - Returns: the take as it is saved.
  /// - Throws: as `load(_:)` and `save(_:)`; `live` if the take is being recorded, or if another program holds it for
  ///   five seconds; what `change` throws.
  @discardableResult public func change(_ id: TakeID, _ change: (inout Take) throws -> Void) throws -> Take {
    let folder = try folder(id)
    // Its recorder holds the folder until the end.
    guard try load(from: folder).state != .recording || !folder.isLive else { throw folder.live }
    try folder.lock(patience: Self.patience)
    defer { folder.unlock() }
    var take = try load(from: folder)
    try change(&take)
    try save(take, in: folder)
    return take
  }

  /// How long a change waits for another, in seconds; each takes some milliseconds.
  private static let patience = 5.0

  /// Path of the audio of a take, whether it exists or not.
  public func audioPath(of id: TakeID) -> String { "\(path)/\(id)/\(TakeFolder.audioName)" }

  /// Path of the sidecar of a take, whether it exists or not.
  public func sidecarPath(of id: TakeID) -> String { "\(path)/\(id)/\(TakeFolder.sidecarName)" }

  /// True if the take is being recorded, by this program or another.
  public func isLive(_ id: TakeID) -> Bool { (try? folder(id).isLive) ?? false }

  /// - Throws: `notPermitted` if no take can be made here, because the folder or the volume is read-only.
  public func requireWritable() throws(TakeLibraryError) {
    guard faccessat(root.number, ".", W_OK | X_OK, AT_EACCESS) == 0 else {
      throw TakeLibraryError(.last, "write into", path)
    }
  }

  /// Bytes that the user can still write to the volume; `nil` if it does not say.
  public var freeBytes: Int64? { Self.freeBytes(of: root.number) }

  static func freeBytes(of descriptor: Int32) -> Int64? {
    var volume = statvfs()
    guard fstatvfs(descriptor, &volume) == 0 else { return nil }
    return Int64(clamping: volume.f_bavail).multipliedReportingOverflow(by: Int64(volume.f_frsize))
      .partialValue
  }

  func folder(_ id: TakeID) throws(TakeLibraryError) -> TakeFolder {
    try TakeFolder(id, in: root, path: path, creating: false)
  }

  /// Makes and locks the folder of a new take, and records the take in the journal and a sidecar.
  func create(_ take: Take) throws(TakeLibraryError) -> TakeFolder {
    let folder = try TakeFolder(take.id, in: root, path: path, creating: true)
    do throws(TakeLibraryError) {
      try folder.lock()
      do throws(FileFault) { try journal.begin(take.id) } catch {
        throw TakeLibraryError(error, "create", folder.path)
      }
      folder.makeReserve()
      try save(take, in: folder)
      guard fsync(root.number) == 0 else { throw TakeLibraryError(.last, "create", folder.path) }
    } catch {
      discard(folder)
      throw error
    }
    return folder
  }

  /// Removes a take that never got a frame.
  func discard(_ folder: TakeFolder) {
    folder.discard(in: root)
    journal.end(folder.id)
  }

  /// True if the library's journal says which takes were cut off; false if all takes have to be looked at, once: the
  /// library is new, or from Aloud 0.1.
  public var knowsCutOff: Bool { journal.ids != nil }

  /// The journal: which takes are being recorded, or were cut off.
  var journal: RecordingJournal { RecordingJournal(in: root) }

  func load(from folder: TakeFolder) throws(TakeLibraryError) -> Take {
    let path = folder.path + "/" + TakeFolder.sidecarName
    guard let bytes = try folder.read(TakeFolder.sidecarName, limit: Sidecar.mostBytes) else {
      throw TakeLibraryError(.missing, "load", path, "no sidecar")
    }
    return try Sidecar.take(from: bytes, id: folder.id, path: path)
  }

  func save(_ take: Take, in folder: TakeFolder) throws(TakeLibraryError) {
    let old = try? folder.read(TakeFolder.sidecarName, limit: Sidecar.mostBytes)
    let bytes = try Sidecar.bytes(
      of: take, replacing: old, path: folder.path + "/" + TakeFolder.sidecarName)
    try folder.replaceSidecar(with: bytes)
  }

  private static func makeFolders(to path: String) throws(TakeLibraryError) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      let above = made + "/."
      made += "/" + part
      guard mkdir(made, 0o700) != 0 else {
        chmod(made, 0o700)
        // Sync the parent, or a power cut may lose the folder, and with it a take that was saved.
        Descriptor.synchronizeFolder(above)
        continue
      }
      let reason = errno
      var status = stat()
      // A folder above that we may not write in is fine if it exists.
      guard reason == EEXIST || stat(made, &status) == 0 else {
        throw TakeLibraryError(FileFault(errno: reason), "create", made)
      }
    }
  }
}
