import Foundation
import PromptPack
import Rehearsal
import Testing

/// A folder for one test, which removes it.
struct TemporaryFolder: ~Copyable {
  let url = FileManager.default.temporaryDirectory.appending(path: "aloud-packs-\(UUID().uuidString)")
  var path: String { url.path() }

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
  }
}

struct PackLibraryTests {
  @Test func `reads the shipped folder`() {
    let library = PackLibrary(readingFolders: [Fixture.prompts.path()])
    #expect(library.packs.map(\.pack.id) == ["netflix-tpm"])
    #expect(library.broken == [])
  }

  @Test func `a broken pack does not keep the others away`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.small, to: "b.yml")
    try folder.write("format: 1\n", to: "a.yaml")
    try folder.write("not a pack", to: "notes.txt")
    try folder.write("not a pack", to: ".hidden.yaml")
    let library = PackLibrary(readingFolders: ["/nowhere/at/all", folder.path])
    #expect(library.packs.map(\.pack.id) == ["small"])
    #expect(library.packs.map(\.path) == [folder.path + (folder.path.hasSuffix("/") ? "" : "/") + "b.yml"])
    #expect(library.broken.map { $0.name.hasSuffix("a.yaml") } == [true])
    #expect(
      library.broken.first?.diagnostics.map(\.description) == [
        #"line 1: "id" is missing in the pack; add it"#, #"line 1: "title" is missing in the pack; add it"#,
        #"line 1: "prompts" is missing in the pack; add it"#,
      ])
  }

  @Test func `a later folder replaces a pack of the same id`() throws {
    let shipped = try TemporaryFolder()
    let own = try TemporaryFolder()
    try shipped.write(Fixture.small, to: "small.yaml")
    try shipped.write(Fixture.small.replacing("id: small", with: "id: other"), to: "other.yaml")
    try own.write(
      Fixture.small.replacing("small", with: "SMALL").replacing("Small", with: "Mine"), to: "x.yaml")
    let library = PackLibrary(readingFolders: [shipped.path, own.path])
    #expect(library.packs.map(\.pack.id) == ["other", "SMALL"])
    #expect(library.packs.last?.pack.title == "Mine")
    #expect(library.broken == [])
  }

  @Test func `the second pack of an id in one folder is broken`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.small, to: "1.yaml")
    try folder.write(Fixture.small, to: "2.yaml")
    let library = PackLibrary(readingFolders: [folder.path])
    #expect(library.packs.count == 1)
    let sentence = try #require(library.broken.first?.diagnostics.first?.description)
    #expect(sentence.hasPrefix(#"the pack id "small" is already taken by ""#))
    #expect(sentence.hasSuffix(#"1.yaml"; choose another one"#))
  }

  @Test func `refuses what is no regular file, without waiting`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.url.appending(path: "pipe.yaml").path()
    try #require(mkfifo(pipe, 0o600) == 0)
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "folder.yaml"), withIntermediateDirectories: false)
    let library = PackLibrary(readingFolders: [folder.path])
    let sentence = "this is not a regular file; packs are read from files only"
    #expect(library.broken.flatMap(\.diagnostics).map(\.description) == [sentence, sentence])
  }

  @Test func `stops reading a file that is too large`() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "#", count: 3 << 20), to: "large.yaml")
    let broken = PackLibrary(readingFolders: [folder.path]).broken
    #expect(
      broken.first?.diagnostics.map(\.description) == [
        "the file is larger than 1 MiB; split the pack into several files"
      ])
  }

  @Test func `says why a file or a folder cannot be read`() throws {
    let missing = #expect(throws: PackError.self) { try PackReader.read(fileAt: "/nowhere/x.yaml") }
    #expect(
      missing?.diagnostics.map(\.description) == ["the file cannot be read: No such file or directory"])
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let broken = PackLibrary(readingFolders: [folder.url.appending(path: "file").path()]).broken
    #expect(broken.flatMap(\.diagnostics).map(\.kind) == [.unreadable(errno: ENOTDIR)])
  }
}
