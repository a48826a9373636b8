import Foundation
import Testing

@testable import Files

@Suite final class FilesTests {
  private let path = NSTemporaryDirectory() + "aloud-files-\(UUID().uuidString)"
  private let folder: Descriptor

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    folder = try Self.opened(Descriptor.folder(path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static func opened(_ descriptor: consuming Descriptor?) throws -> Descriptor {
    guard let opened = descriptor else { throw FileFault.last }
    return opened
  }

  /// What is in a file of the folder, and its mode.
  private func read(_ name: String, limit: Int = 100) throws -> (text: String, mode: mode_t) {
    let file = try Self.opened(Descriptor.open(name, in: folder.number, flags: O_RDONLY))
    let bytes = try file.contents(limit: limit)
    return (String(decoding: bytes, as: UTF8.self), (file.status?.st_mode ?? 0) & 0o777)
  }

  private var names: [FileName] { Descriptor.names(in: folder.number) ?? [] }

  @Test func `a file is replaced as a whole, for its owner alone`() throws {
    for text in ["old and long", "new"] {
      try folder.replaceFile("a.json", with: Array(text.utf8), through: ".a.json.1")
      #expect(try read("a.json") == (text, 0o600))
    }
    #expect(!names.contains(FileName(".a.json.1")))
  }

  @Test func `a link in place of a file is replaced and not followed`() throws {
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: path + "/theirs"))
    for name in ["mine", ".mine.1"] { symlink("theirs", path + "/" + name) }
    try folder.replaceFile("mine", with: Array("ours".utf8), through: ".mine.1")
    #expect(try String(contentsOfFile: path + "/theirs", encoding: .utf8) == "theirs")
    #expect(try read("mine").text == "ours")
  }

  @Test func `a file that a person named is written whole, and replaces nothing unless it may`() throws {
    let name = FileName(path + "/named")
    try name.write(Array("first".utf8), replacing: false)
    #expect(try read("named") == ("first", 0o600))
    #expect(throws: FileFault(errno: EEXIST)) { try name.write(Array("second".utf8), replacing: false) }
    #expect(try read("named").text == "first")
    try name.write(Array("third".utf8), replacing: true)
    #expect(try read("named").text == "third")
    let inFolder = FileName(path + "/nosuch/named")
    #expect(throws: FileFault(errno: ENOENT)) { try inFolder.write([1], replacing: false) }
    #expect(Set(names) == Set([".", "..", "named"].map { FileName($0) }))
  }

  @Test func `no more is read than asked for, and nothing of what is no file`() throws {
    try Data("abcdef".utf8).write(to: URL(fileURLWithPath: path + "/six"))
    #expect(try read("six", limit: 4).text == "abcd")
    #expect(try read("six", limit: 7).text == "abcdef")
    mkfifo(path + "/pipe", 0o600)
    let pipe = try Self.opened(FileName(path + "/pipe").open(O_RDONLY | O_NONBLOCK))
    do throws(FileFault) {
      _ = try pipe.contents(limit: 4)
      Issue.record("a pipe was read")
    } catch {
      #expect(error == .notRegular)
    }
  }

  @Test func `a lock keeps others out until it is let go`() throws {
    let one = try Self.opened(Descriptor.folder(path))
    let other = try Self.opened(Descriptor.folder(path))
    let isFree = !one.isHeldElsewhere && one.hold(patience: 0)
    #expect(isFree)
    let isTaken = other.isHeldElsewhere && !other.hold(patience: 0.01)
    #expect(isTaken)
    one.letGo()
    let isFreeAgain = other.hold(patience: 0)
    #expect(isFreeAgain)
  }

  @Test func `a limit on the size of files is no full disk`() {
    #expect(FileFault(errno: ENOSPC).kind == .full)
    #expect(FileFault(errno: EDQUOT).kind == .full)
    #expect(FileFault(errno: EFBIG).kind == .other)
  }

  @Test func `a name keeps its bytes, and shows those that are no text`() throws {
    let name = FileName(bytes: Array("a".utf8) + [0xFF] + Array("é".utf8))
    #expect(name.text == "a\\xFFé")
    let made = FileName(bytes: Array(path.utf8) + [UInt8(ascii: "/")] + name.bytes)
    close(made.withCString { creat($0, 0o600) })
    #expect(names.contains(name))
  }
}
