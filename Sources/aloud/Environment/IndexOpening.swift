import Foundation
import Report
import Tracker

/// Opens the index, whatever state it is in. The takes are the truth, so no trouble here may stop a recording.
struct IndexOpening {
  private let console: Console

  init(_ console: Console) { self.console = console }

  /// The index at `file`; or, with a word about why, an empty one in a temporary folder.
  func open(_ file: URL) throws -> TakeIndex {
    do {
      let index = try TakeIndex.open(at: file.path)
      tell(index)
      return index
    } catch {
      console.note("aloud: " + ErrorText.sentence(error) + " Going on without it.")
      return try TakeIndex.open(at: TemporaryFolder.shared.path + "/aloud.sqlite")
    }
  }

  /// An empty index in place of one that could be opened and turned out to be damaged.
  func replace(_ index: TakeIndex, because error: TrackerError) throws -> TakeIndex {
    let new = try TakeIndex.replace(at: index.path, because: error)
    tell(new)
    return new
  }

  private func tell(_ index: TakeIndex) {
    guard let damaged = index.setAside else { return }
    console.note(
      "aloud: the index was damaged; it is now \(ErrorText.quoted(damaged.path)), and a new one is made from "
        + "your takes.")
  }
}

/// The index of a running program, which may have to be exchanged for a sound one.
final class IndexInUse {
  var index: TakeIndex

  init(_ index: TakeIndex) { self.index = index }
}

/// A folder that is gone when the program ends.
private final class TemporaryFolder: Sendable {
  static let shared = TemporaryFolder()

  let path = FileManager.default.temporaryDirectory.appending(path: "aloud-\(UUID().uuidString)").path

  private init() {
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    atexit { try? FileManager.default.removeItem(atPath: TemporaryFolder.shared.path) }
  }
}
