import Foundation
import PromptPack

/// Files of the repository that tests read.
enum Fixture {
  /// The top of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  /// The folder of the shipped packs.
  static let prompts = root.appending(path: "Prompts")
  /// Malformed files.
  static let broken = root.appending(path: "Tests/PromptPackTests/Broken")

  /// The bytes of `Prompts/<name>`.
  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: prompts.appending(path: name)))
  }

  /// The smallest pack with one of everything, in fourteen lines.
  static let small = """
    format: 1
    id: small
    title: Small
    stages:
      - {id: screen, title: Screen, looks-at: fit}
    qualities:
      - {id: candor, title: Candor}
    prompts:
      - id: A1
        title: A first prompt
        kind: behavioral
        stages: [screen]
        tags: [candor]
        text: Tell me about it.

    """

  /// The sentences about `text`.
  static func sentences(about text: String) -> [String] {
    PackReader.diagnose(Array(text.utf8)).map(\.description)
  }
}

extension PackReader {
  /// Every mistake in `bytes`; empty for a pack that can be used.
  static func diagnose(_ bytes: [UInt8]) -> [PackDiagnostic] {
    do throws(PackError) { _ = try read(bytes, named: "pack.yaml") } catch { return error.diagnostics }
    return []
  }
}
