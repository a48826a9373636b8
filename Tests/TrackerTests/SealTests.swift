import Foundation
import GRDB
import Rehearsal
import SpeechTiming
import Testing

@testable import Tracker

/// A file of more than 1 MiB is checked only where it is not as Aloud left it.
@Suite struct SealTests {
  let folder: TemporaryFolder

  /// A closed index of some 2 MiB.
  init() throws {
    folder = try TemporaryFolder()
    let index = try TakeIndex.open(at: folder.indexPath)
    var pacing = Examples.pacing
    pacing.nuclei = (0..<2000).map { 0.8 + Double($0) * 0.045 }
    try index.rebuild(from: (0..<100).map { TakeIndex.Entry(try Examples.take(at: Double($0)), pacing) })
  }

  /// Is the file read page by page by an opening, which follows?
  private func isChecked() throws -> Bool {
    let seal = FileSeal(of: IndexFile(path: folder.indexPath))
    let isIntact = seal.isIntact
    _ = try TakeIndex.open(at: folder.indexPath)
    return !isIntact
  }

  /// Damages a page in the middle and puts the file's time back.
  private func damageUnseen() throws {
    var status = stat()
    stat(folder.indexPath, &status)
    let file = try FileHandle(forUpdating: URL(filePath: folder.indexPath))
    try file.seek(toOffset: 100 * 4096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    try file.close()
    var times = [status.st_atim, status.st_mtim]
    #expect(utimensat(AT_FDCWD, folder.indexPath, &times, 0) == 0)
  }

  @Test func `A file that Aloud closed is not checked again`() throws {
    #expect(try folder.mode(of: "aloud.sqlite-checked") == 0o600)
    #expect(try !isChecked())
    try Examples.record(try Examples.take(at: 500), in: TakeIndex.open(at: folder.indexPath))
    #expect(try !isChecked(), "nor after a take was added")
  }

  @Test func `Damage is found although size and time of writing are as before`() throws {
    try damageUnseen()
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(index.setAside?.error.kind == .damaged)
  }

  @Test(arguments: ["gone", "garbage", "a link", "a copy"]) func `Without its seal a file is checked`(
    kind: String
  ) throws {
    let seal = folder.indexPath + "-checked"
    switch kind {
    case "gone": try FileManager.default.removeItem(atPath: seal)
    case "garbage": try Data("garbage".utf8).write(to: URL(filePath: seal))
    case "a link":
      try FileManager.default.removeItem(atPath: seal)
      #expect(symlink(folder.path + "/other", seal) == 0)
    default:
      try FileManager.default.copyItem(atPath: folder.indexPath, toPath: folder.path + "/copy")
      #expect(rename(folder.path + "/copy", folder.indexPath) == 0)
    }
    #expect(try isChecked())
    #expect(try isChecked() == (kind == "a link"))
    #expect(try !folder.names().contains("other"))
  }

  /// SQLite writes to the file itself only now and then, when its log has grown.
  @Test(arguments: [1, 300])
  func `A program that was killed leaves a file that is checked or was not written to`(takes: Int)
    async throws
  {
    let before = try Data(contentsOf: URL(filePath: folder.indexPath))
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = folder.indexPath as String, takes = takes as Int] in
      let index = try TakeIndex.open(at: path)
      for second in 600..<(600 + takes) { try Examples.record(Examples.take(at: Double(second)), in: index) }
      kill(getpid(), SIGKILL)
    }
    let isWritten = try Data(contentsOf: URL(filePath: folder.indexPath)) != before
    #expect(isWritten == (takes == 300))
    #expect(try isChecked() == isWritten)
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(index.setAside == nil)
    #expect(try index.count() == 100 + takes)
  }

  @Test func `A sealed file is not read page by page`() throws {
    try damageUnseen()
    FileSeal(of: IndexFile(path: folder.indexPath)).renew()
    #expect(try TakeIndex.open(at: folder.indexPath).setAside == nil)
  }
}
