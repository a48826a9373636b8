import Foundation
import PromptPack
public import Rehearsal

extension Workspace {
  /// Reading more pack files than these takes longer than looking for the right one; each takes some 8 ms.
  private static let fewPacks = 5

  private var hasFewPacks: Bool {
    PackLibrary.fileCount(inFolders: environment.paths.packFolders.map(\.path)) <= Self.fewPacks
  }

  /// The prompt that `name` means, as in `catalog`. Of many packs it reads only those whose text has the id, because a
  /// recording waits for it; a title is looked for in all.
  /// - Throws: `UnknownPrompt`; `NoPrompts` if there is no pack.
  public func entry(named name: String) throws -> PromptCatalog.Entry {
    let words = name.split(separator: "/").map(String.init)
    guard !hasFewPacks, case let found = packs(mentioning: words).entries(withID: name), found.count == 1,
      let entry = found.first, isInForce(entry.pack)
    else { return try environment.paths.prompts(tell: tell).entry(named: name) }
    return entry
  }

  /// The packs, as in `catalog`, or of many only the one with this id; `nil` for the first of all.
  func packs(around id: String?) -> [Pack] {
    guard !hasFewPacks else { return catalog.packs }
    let found =
      if let id { packs(mentioning: [id]).packs.first { $0.id == id } } else { Pack?.none }
    if let found { return [found] }
    let first = PackLibrary.first(inFolders: environment.paths.packFolders.map(\.path))
    return first.map(isInForce) == true ? [first].compactMap(\.self) : catalog.packs
  }

  /// True if no pack in a later folder has the same id.
  private func isInForce(_ pack: Pack) -> Bool { packs(mentioning: [pack.id]).packs.contains(pack) }

  private func packs(mentioning words: [String]) -> PromptCatalog {
    let library = PackLibrary(
      readingFolders: environment.paths.packFolders.map(\.path), mentioning: words)
    return PromptCatalog(library.packs.map(\.pack))
  }
}

extension Paths {
  /// All prompts of this person. A pack with mistakes is left out, with a notice.
  public func catalog(tell: (Notice) -> Void) -> PromptCatalog {
    let library = PackLibrary(readingFolders: packFolders.map(\.path))
    for broken in library.broken {
      tell(.packLeftOut(name: broken.name, mistakes: broken.diagnostics.count))
    }
    return PromptCatalog(library.packs.map(\.pack))
  }

  /// The same, for what makes no sense without any.
  public func prompts(tell: (Notice) -> Void) throws(NoPrompts) -> PromptCatalog {
    let catalog = catalog(tell: tell)
    guard !catalog.packs.isEmpty else { throw NoPrompts(folders: searchedFolders.map(\.path)) }
    return catalog
  }
}

/// No pack could be used.
public struct NoPrompts: Error, Hashable {
  /// Where packs were looked for.
  public let folders: [String]
}
