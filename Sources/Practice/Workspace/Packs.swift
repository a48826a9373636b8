import Foundation
import PromptPack
public import Rehearsal

extension Paths {
  /// All prompts of this person; a pack with mistakes is left out, and that is told.
  public func catalog(tell: (Notice) -> Void) -> PromptCatalog {
    let library = PackLibrary(readingFolders: packFolders.map(\.path))
    for broken in library.broken {
      tell(.packLeftOut(name: broken.name, mistakes: broken.diagnostics.count))
    }
    return PromptCatalog(library.packs.map(\.pack))
  }
}
