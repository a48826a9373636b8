import Foundation
import Testing

/// The short form of scripts/mutate: files made to hurt, and good ones damaged.
@Suite struct MutationTests {
  @Test(
    .disabled(if: Products.isSanitized, "its bound on memory is not meant for a sanitizer"),
    .timeLimit(.minutes(5)))
  func `Damaged and lying files get a sentence each, soon and in little memory`() throws {
    let home = try Home()
    home.environment["ALOUD"] = Products.aloud
    let script = Products.package.appending(path: "scripts/mutate").path
    let result = try home.run(script, ["300", "--keep", home.file("kept")])
    #expect(result.code == 0, "\(result)")
    for kind in ["sounds", "packs", "sidecars", "indexes"] {
      #expect(result.lines.contains { $0.hasPrefix(kind) }, "\(result)")
    }
    #expect(result.lines.last == "faults: 0")
  }
}
