/// What a take says about its place in an answer.
public struct PartLink: Hashable, Sendable {
  /// The take.
  public let id: TakeID
  /// The take that it goes on from; `nil` for the first or only part.
  public let continues: TakeID?
  /// The first part; `nil` for the first or only part, and where nobody noted it (Aloud 0.1).
  public let first: TakeID?
  /// Its number, from 2 on; `nil` for the first or only part.
  public let number: Int?
  /// True if its sidecar was lost, so that nothing is known about its place.
  public let isLost: Bool
  private let question: String

  /// - Parameters:
  ///   - prompt: pack and id of its prompt, compared without case.
  ///   - title: its title, which tells questions of one's own apart.
  public init(
    id: TakeID, continues: TakeID?, first: TakeID?, number: Int?, prompt: PromptKey, title: String
  ) {
    (self.id, self.continues, self.first, self.number) = (id, continues, first, number)
    let isOwn = PromptReference.isOwnQuestion(prompt)
    isLost = isOwn && title == PromptReference.lostTitle
    question = "\(prompt.pack)/\(prompt.id)".lowercased() + (isOwn ? "/" + title : "")
  }

  /// What the sidecar says.
  public init(_ take: Take) {
    self.init(
      id: take.id, continues: take.continues, first: take.answer, number: take.part,
      prompt: PromptKey(pack: take.prompt.pack, id: take.prompt.id), title: take.prompt.title)
  }

  /// True if both takes can be parts of one answer: they have the same question, or one has lost it.
  public func agrees(with other: PartLink) -> Bool { question == other.question || isLost || other.isLost }
}
