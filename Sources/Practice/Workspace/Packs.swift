import Foundation
import PromptPack
public import Rehearsal

extension Paths {
  /// All prompts of this person. A pack with mistakes is left out, with a notice.
  public func catalog(tell: (Notice) -> Void) -> PromptCatalog {
    let library = PackLibrary(readingFolders: packFolders.map(\.path))
    for broken in library.broken {
      tell(.packLeftOut(name: broken.name, mistakes: broken.diagnostics.count))
    }
    return PromptCatalog(library.packs.map(\.pack))
  }
}
