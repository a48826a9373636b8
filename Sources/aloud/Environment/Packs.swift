import Foundation
import PromptPack
import Rehearsal
import Report

/// Reads the packs of this person.
enum Packs {
  /// All prompts; a pack with mistakes is left out and said so.
  static func catalog(_ console: Console) throws -> PromptCatalog {
    catalog(console, in: try Paths.standard.packFolders)
  }

  /// Those of some folders.
  static func catalog(_ console: Console, in folders: [URL]) -> PromptCatalog {
    let library = PackLibrary(readingFolders: folders.map(\.path))
    for broken in library.broken {
      let count = Figures.count(broken.diagnostics.count, "mistake", "mistakes")
      console.note(
        "aloud: the pack \(ErrorText.quoted(broken.name)) has \(count) and is left out; "
          + "`aloud prompts check` with its name explains.")
    }
    return PromptCatalog(library.packs.map(\.pack))
  }
}
