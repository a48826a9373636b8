/// Pack and prompt id together.
public struct PromptKey: Hashable, Sendable {
  /// Pack id; empty for a question given on the command line.
  public let pack: String
  /// Prompt id.
  public let id: String

  /// A key.
  public init(pack: String, id: String) { (self.pack, self.id) = (pack, id) }
}
