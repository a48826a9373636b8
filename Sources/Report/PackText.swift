public import Rehearsal

/// What a pack holds beside its prompts, as text.
public struct PackText {
  private let pack: Pack
  private let style: TextStyle

  /// The whole pack.
  public init(_ pack: Pack, style: TextStyle) {
    self.pack = pack
    self.style = style
  }

  /// Title, stages, qualities, kinds, story sections, plan, terms.
  public var rows: [String] {
    let kinds = PromptKind.allCases.filter { kind in pack.prompts.contains { $0.kind == kind } }
    return Printable.wrapped("\(pack.title) (\(pack.id))", width: style.width).map { style.ink(.bold, $0) }
      + part("Stages", pack.stages.map { "\($0.id): \($0.title). Looks at \($0.looksAt)" })
      + part("Tags", pack.qualities.map { "\($0.id): \($0.title)" })
      + part(
        "Kinds and targets",
        kinds.map { "\($0.rawValue): \(Words.range(pack.targets[$0] ?? $0.defaultTarget))" })
      + part(
        "A story, section by section",
        pack.sections.map { "\($0.title), about \(Figures.fixed($0.seconds, 0)) s: \($0.says)" })
      + pack.plan.enumerated().flatMap { index, day in
        part("Day \(index + 1): \(day.title)", day.tasks + prompts(of: day))
      }
      + part("Terms that strong technical answers use", [pack.terms.joined(separator: ", ")])
  }

  private func prompts(of day: PlanDay) -> [String] {
    day.prompts.isEmpty ? [] : ["Say out loud: \(day.prompts.joined(separator: ", "))"]
  }

  private func part(_ title: String, _ items: [String]) -> [String] {
    let items = items.filter { !$0.isEmpty }
    guard !items.isEmpty else { return [] }
    return [""] + Printable.wrapped(title, width: style.width).map { style.ink(.bold, $0) }
      + style.bullets(items)
  }
}
