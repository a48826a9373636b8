/// All packs a person has, searched as one.
public struct PromptCatalog: Hashable, Sendable {
  /// The packs.
  public let packs: [Pack]

  /// - Parameter packs: no two share an id.
  public init(_ packs: [Pack]) { self.packs = packs }

  /// A prompt that was found, with its pack.
  public struct Entry: Hashable, Sendable {
    /// The pack.
    public let pack: Pack
    /// The prompt.
    public let prompt: Prompt

    /// A prompt of `pack`.
    public init(pack: Pack, prompt: Prompt) { (self.pack, self.prompt) = (pack, prompt) }
  }

  /// Every prompt, in the order of the packs.
  public var entries: [Entry] {
    packs.flatMap { pack in pack.prompts.map { Entry(pack: pack, prompt: $0) } }
  }

  /// The prompt that `name` means: `PE1`, or `netflix-tpm/PE1` where packs share an id, or else the whole title; letter
  /// case is ignored.
  public func entry(named name: String) throws(UnknownPrompt) -> Entry {
    let found = entries(withID: name)
    if let only = try only(of: found, name, byTitle: false) { return only }
    let wanted = name.lowercased()
    let titled = entries.filter { $0.prompt.title.lowercased() == wanted }
    if let only = try only(of: titled, name, byTitle: true) { return only }
    throw UnknownPrompt(name: name, suggestions: suggestions(for: wanted), ambiguous: false)
  }

  /// The prompts with that id, in one pack or in several; letter case is ignored.
  public func entries(withID name: String) -> [Entry] {
    let wanted = name.lowercased()
    return entries.filter {
      let id = $0.prompt.id.lowercased()
      return wanted == id || wanted == $0.pack.id.lowercased() + "/" + id
    }
  }

  /// - Returns: `nil` for none.
  private func only(of found: [Entry], _ name: String, byTitle: Bool) throws(UnknownPrompt) -> Entry? {
    guard found.count > 1 else { return found.first }
    throw UnknownPrompt(
      name: name, suggestions: found.map { "\($0.pack.id)/\($0.prompt.id)" }, ambiguous: true,
      byTitle: byTitle)
  }

  /// Prompts whose text mentions `wanted` or whose id begins like it; at most five.
  private func suggestions(for wanted: String) -> [String] {
    guard !wanted.isEmpty else { return [] }
    let begins = entries.filter { $0.prompt.id.lowercased().hasPrefix(wanted.prefix(2)) }
    let speaks = entries.filter {
      wanted.count >= 3 && ($0.prompt.title + " " + $0.prompt.text).lowercased().contains(wanted)
    }
    return (speaks + begins).reduce(into: [String]()) { names, entry in
      if !names.contains(entry.prompt.id), names.count < 5 { names.append(entry.prompt.id) }
    }
  }
}

/// A name that means no prompt, or more than one.
public struct UnknownPrompt: Error, Hashable {
  /// As given.
  public let name: String
  /// Names that may have been meant.
  public let suggestions: [String]
  /// True if the name means several prompts, which are then the suggestions.
  public let ambiguous: Bool
  /// True if it is a title that they share; else it is an id.
  public let byTitle: Bool

  /// A name that means none of the prompts, or several.
  public init(name: String, suggestions: [String], ambiguous: Bool, byTitle: Bool = false) {
    self.name = name
    self.suggestions = suggestions
    self.ambiguous = ambiguous
    self.byTitle = byTitle
  }
}
