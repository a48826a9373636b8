import Foundation
import PromptPack
import Testing

/// Every malformed file that we thought of or that once hurt lies in `Broken/`; its name says what is wrong with it.
struct BrokenFolderTests {
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: Fixture.broken.path())) ?? [])
    .sorted()

  @Test func `the folder is not empty`() { #expect(Self.files.count >= 20) }

  @Test(arguments: files)
  func `is refused with a reason and without a crash`(_ file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Fixture.broken.appending(path: file)))
    let diagnostics = PackReader.diagnose(bytes)
    #expect(!diagnostics.isEmpty)
    for diagnostic in diagnostics {
      #expect(!diagnostic.sentence.isEmpty)
      #expect(diagnostic.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
      #expect(!diagnostic.sentence.contains("not valid YAML"), "libyaml's words reach the person")
    }
    #expect(throws: PackError.self) { try PackReader.read(bytes, named: file) }
  }
}
