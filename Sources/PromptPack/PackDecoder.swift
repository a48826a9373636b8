import Rehearsal

/// Reads the parts of a pack from the tree, collects every mistake, and checks the parts against each other.
struct PackDecoder {
  var diagnostics: [PackDiagnostic] = []
  /// Names that something refers to, with the place; resolved when the whole pack is read.
  var uses: [Use] = []
  /// Lines of the ids seen, in lower case, by element.
  var seen: [PackElement: [String: Int]] = [:]

  struct Use {
    let reference: PackDiagnostic.Reference
    let name: String
    let place: Place
    let path: String
  }

  /// The pack; `nil` if there is any mistake.
  mutating func pack(from root: PackNode) -> Pack? {
    guard let fields = fields(of: root, as: .pack, path: "") else { return nil }
    checkFormat(fields)
    let id = id(of: fields)
    let title = text(fields, "title", limit: PackLimits.Text.title)
    let stages = items(fields, "stages", limit: PackLimits.stages) { $0.stage(from: $1, path: $2) }
    let qualities = items(fields, "qualities", limit: PackLimits.qualities) { $0.quality(from: $1, path: $2) }
    let sections = items(fields, "story", limit: PackLimits.sections) { $0.section(from: $1, path: $2) }
    let targets = targets(fields)
    let prompts = items(fields, "prompts", limit: PackLimits.prompts, mayBeEmpty: false) {
      $0.prompt(from: $1, path: $2)
    }
    let plan = items(fields, "plan", limit: PackLimits.days) { $0.day(from: $1, path: $2) }
    let terms = texts(fields, "terms", limit: PackLimits.terms, length: PackLimits.Text.term)
    refuseRepeats(in: fields, "terms")
    resolve(
      stages: declared(in: fields, "stages"), tags: declared(in: fields, "qualities"),
      prompts: declared(in: fields, "prompts"))
    guard diagnostics.isEmpty, let id, let title else { return nil }
    return Pack(
      id: id, title: title, stages: stages, qualities: qualities, sections: sections, terms: terms,
      plan: plan,
      targets: targets, prompts: prompts)
  }

  private mutating func checkFormat(_ fields: Fields) {
    guard let entry = fields["format"], let format = number(fields, "format"), format != 1 else { return }
    guard case .text(let written, _) = entry.value.content else { return }
    report(.unknownFormat(written), at: entry.value.place, path: fields.path(to: "format"))
  }

  /// The ids in a list, including wrong ones, so that a wrong id is reported once and not at each reference
  /// to it.
  private func declared(in fields: Fields, _ key: String) -> [String] {
    guard case .list(let items) = fields[key]?.value.content else { return [] }
    return items.compactMap { item in
      guard case .map(let entries) = item.content,
        case .text(let id, _) = entries.first(where: { $0.key == "id" })?.value.content
      else { return nil }
      return id
    }
  }

  private mutating func resolve(stages: [String], tags: [String], prompts: [String]) {
    for use in uses {
      let names =
        switch use.reference {
        case .stage: stages
        case .tag: tags
        case .prompt: prompts
        }
      guard !names.contains(use.name) else { continue }
      let suggestion = Suggestion.nearest(to: use.name, among: names)
      report(.undeclared(use.reference, use.name, suggestion: suggestion), at: use.place, path: use.path)
    }
  }

  mutating func report(_ kind: PackDiagnostic.Kind, at place: Place, path: String) {
    diagnostics.append(PackDiagnostic(kind, at: place, path: path))
  }
}
