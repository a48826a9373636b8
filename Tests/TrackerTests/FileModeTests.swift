import Foundation
import Testing

@testable import Tracker

@Suite struct FileModeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A umask holds for a whole process, so each case has its own.
  @Test(arguments: [0o000, 0o022, 0o077, 0o777])
  func `Only the owner may read the index whatever the umask`(mask: Int) async throws {
    await #expect(processExitsWith: .success) { [path = folder.indexPath as String, mask = mask as Int] in
      umask(mode_t(mask))
      let index = try TakeIndex.open(at: path)
      try Examples.record(Examples.take(), in: index)
      // Left open and not closed in order, so that the log stays.
      _exit(0)
    }
    #expect(try folder.names() == ["aloud.sqlite", "aloud.sqlite-shm", "aloud.sqlite-wal"])
    for name in try folder.names() { #expect(try folder.mode(of: name) == 0o600, "\(name)") }
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(try index.takes().count == 1)
  }

  @Test func `A wider mode is taken back`() throws {
    try TakeIndex.open(at: folder.indexPath).close()
    #expect(chmod(folder.indexPath, 0o666) == 0)
    _ = try TakeIndex.open(at: folder.indexPath)
    #expect(try folder.mode(of: "aloud.sqlite") == 0o600)
  }

  @Test(arguments: ["link", "folder", "fifo"])
  func `What is no ordinary file is refused and left alone`(kind: String) throws {
    try folder.write(Data("precious".utf8), to: "other")
    switch kind {
    case "link": #expect(symlink(folder.path + "/other", folder.indexPath) == 0)
    case "folder": #expect(mkdir(folder.indexPath, 0o700) == 0)
    default: #expect(mkfifo(folder.indexPath, 0o600) == 0)
    }
    let error = #expect(throws: TrackerError.self) { try TakeIndex.open(at: folder.indexPath) }
    #expect(error?.kind == .cannotOpen)
    #expect(try folder.names() == ["aloud.sqlite", "other"])
    #expect(try folder.data("other") == Data("precious".utf8))
  }

  @Test(arguments: ["-wal", "-shm", "-journal"])
  func `A link beside it is refused, and what it leads to is left alone`(suffix: String) throws {
    try TakeIndex.open(at: folder.indexPath).close()
    try folder.write(Data("precious".utf8), to: "other")
    #expect(chmod(folder.path + "/other", 0o644) == 0)
    #expect(symlink(folder.path + "/other", folder.indexPath + suffix) == 0)
    let error = #expect(throws: TrackerError.self) { try TakeIndex.open(at: folder.indexPath) }
    #expect(error?.kind == .cannotOpen)
    #expect(error?.path == folder.indexPath + suffix)
    #expect(try folder.data("other") == Data("precious".utf8))
    #expect(try folder.mode(of: "other") == 0o644)
  }
}
