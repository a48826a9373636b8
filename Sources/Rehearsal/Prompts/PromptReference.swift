/// The prompt of a take, copied at the time of the recording.
public struct PromptReference: Hashable, Sendable, Codable {
  /// Pack id; empty for a question given on the command line.
  public var pack: String
  /// Prompt id; `free` for a question given on the command line.
  public var id: String
  /// A few words.
  public var title: String
  /// The question.
  public var text: String
  /// Its kind.
  public var kind: PromptKind
  /// What a strong answer covers.
  public var covers: [String]

  /// A reference with everything a review needs.
  public init(pack: String, id: String, title: String, text: String, kind: PromptKind, covers: [String]) {
    self.pack = pack
    self.id = id
    self.title = title
    self.text = text
    self.kind = kind
    self.covers = covers
  }

  /// Copies what a review needs from `prompt`.
  public init(_ prompt: Prompt, pack: String) {
    self.init(
      pack: pack, id: prompt.id, title: prompt.title, text: prompt.text, kind: prompt.kind,
      covers: prompt.covers)
  }
}
