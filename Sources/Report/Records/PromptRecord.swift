public import Rehearsal

/// A prompt for machines.
public struct PromptRecord: Encodable {
  private let pack, id, title, text: String
  private let kind: PromptKind
  private let stages, tags, followUps, covers: [String]
  private let target: Target
  private let targetSource: TargetSource

  /// The record of a prompt with its pack.
  public init(_ entry: PromptCatalog.Entry) {
    let prompt = entry.prompt
    pack = entry.pack.id
    id = prompt.id
    title = prompt.title
    text = prompt.text
    kind = prompt.kind
    stages = prompt.stages
    tags = prompt.qualities
    followUps = prompt.followUps
    covers = prompt.covers
    (target, targetSource) = entry.pack.target(for: prompt)
  }
}
