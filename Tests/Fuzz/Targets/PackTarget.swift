import Foundation
import PromptPack
import Rehearsal
import Report

extension FuzzTarget {
  /// A pack in YAML, diagnosed or shown.
  static let pack = FuzzTarget(
    name: "pack", about: "a pack in YAML: every mistake in words, or every prompt shown",
    seeds: {
      let folders = ["Prompts", "Tests/PromptPackTests/Broken"].map { root.appending(path: $0) }
      return try folders.flatMap { folder in
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
          .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
          .map { [UInt8](try Data(contentsOf: $0)) }
      } + [Array(small.utf8)]
    },
    run: { bytes in
      let mistakes = PackReader.diagnose(bytes)
      for mistake in mistakes {
        try promise(!mistake.sentence.isEmpty, "a mistake without words")
        try Drawing.harmless(mistake.description)
      }
      guard let pack = try? PackReader.read(bytes, named: "pack") else {
        return try promise(!mistakes.isEmpty, "refused without a reason")
      }
      try promise(mistakes.isEmpty, "taken with a mistake")
      try show(pack)
    })

  private static func show(_ pack: Pack) throws {
    let catalog = PromptCatalog([pack])
    let style = TextStyle(width: 60)
    try Drawing.harmless(PackText(PackContent(pack), style: style).rows.joined(separator: "\n"))
    try Drawing.harmless(
      PromptListText(PromptListContent(catalog.entries), style: style).rows.joined(separator: "\n"))
    for entry in catalog.entries {
      try Drawing.harmless(PromptText(PromptContent(entry), style: style).rows.joined(separator: "\n"))
      try Drawing.parses(PromptRecord(entry))
      let found = try catalog.entry(named: "\(pack.id)/\(entry.prompt.id)")
      try promise(found.prompt == entry.prompt, "a prompt is not found by its name")
    }
    try promise(
      NextPrompt(of: pack, latest: [], last: nil) != nil || pack.prompts.isEmpty, "nothing to practise")
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let small = """
    format: 1
    id: small
    title: Small
    stages: [{id: screen, title: Screen, looks-at: fit}]
    qualities: [{id: candor, title: Candor}]
    prompts:
      - {id: A1, title: A first prompt, kind: behavioral, stages: [screen], tags: [candor], text: Tell me about it.}

    """
}

extension PackReader {
  /// Every mistake in `bytes`; empty for a pack that can be used.
  static func diagnose(_ bytes: [UInt8]) -> [PackDiagnostic] {
    do throws(PackError) { _ = try read(bytes, named: "pack.yaml") } catch { return error.diagnostics }
    return []
  }
}
