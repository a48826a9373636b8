public import Rehearsal

/// What a pack holds besides its prompts.
public struct PackContent: Hashable, Sendable {
  let title: String
  /// Stages, qualities, kinds, the sections of a story, plan, terms.
  let lists: [ListContent]

  /// The whole pack.
  public init(_ pack: Pack) {
    let kinds = PromptKind.allCases.filter { kind in pack.prompts.contains { $0.kind == kind } }
    title = "\(pack.title) (\(pack.id))"
    let about = [
      ListContent("Stages", pack.stages.map { "\($0.id): \($0.title). Looks at \($0.looksAt)" }),
      ListContent("Tags", pack.qualities.map { "\($0.id): \($0.title)" }),
      ListContent(
        "Kinds and targets",
        kinds.map { "\($0.rawValue): \(Words.range(pack.targets[$0] ?? $0.defaultTarget))" }),
      ListContent(
        "A story, section by section",
        pack.sections.map { "\($0.title), about \(Figures.fixed($0.seconds, 0)) s: \($0.says)" }),
    ]
    let plan = pack.plan.enumerated().map { index, day in
      ListContent("Day \(index + 1): \(day.title)", day.tasks + Self.prompts(of: day))
    }
    let terms = ListContent(
      "Terms that strong technical answers use", [pack.terms.joined(separator: ", ")])
    lists = (about + plan + [terms]).compactMap(\.self)
  }

  private static func prompts(of day: PlanDay) -> [String] {
    day.prompts.isEmpty ? [] : ["Say out loud: \(day.prompts.joined(separator: ", "))"]
  }
}
