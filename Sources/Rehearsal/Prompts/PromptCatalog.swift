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

  /// The prompt that `name` means: `PE1`, or `netflix-tpm/PE1` where packs share an id; letter case is ignored.
  public func entry(named name: String) throws(UnknownPrompt) -> Entry {
    let wanted = name.lowercased()
    let found = entries.filter {
      let id = $0.prompt.id.lowercased()
      return wanted == id || wanted == $0.pack.id.lowercased() + "/" + id
    }
    guard let first = found.first else {
      throw UnknownPrompt(name: name, suggestions: suggestions(for: wanted), ambiguous: false)
    }
    guard found.count == 1 else {
      throw UnknownPrompt(
        name: name, suggestions: found.map { "\($0.pack.id)/\($0.prompt.id)" }, ambiguous: true)
    }
    return first
  }

  /// Prompts whose text mentions `wanted` or whose id begins like it; at most five.
  private func suggestions(for wanted: String) -> [String] {
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
  /// True if several packs have this id.
  public let ambiguous: Bool
}
