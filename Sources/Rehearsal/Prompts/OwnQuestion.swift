extension PromptReference {
  /// Id of every question of one's own: given on the command line, or lost with its sidecar.
  private static let ownID = "free"

  /// A question of one's own, which is in no pack.
  ///
  /// - Parameter title: the question in one printable line.
  public init(ownQuestion text: String, title: String, kind: PromptKind) {
    self.init(pack: "", id: Self.ownID, title: title, text: text, kind: kind, covers: [])
  }

  /// True if the question is one's own; it is then identified by its text, because its id says nothing.
  public var isOwnQuestion: Bool { Self.isOwnQuestion(PromptKey(pack: pack, id: id)) }

  /// True if `key` is that of a question of one's own.
  static func isOwnQuestion(_ key: PromptKey) -> Bool { key.pack.isEmpty && key.id == ownID }

  /// The question of a take whose sidecar was lost.
  public static let lost = PromptReference(ownQuestion: "", title: lostTitle, kind: .behavioral)

  static let lostTitle = "Recovered answer"
}
