import Rehearsal

extension PackDecoder {
  mutating func stage(from node: PackNode, path: String) -> Stage? {
    guard let fields = fields(of: node, as: .stage, path: path) else { return nil }
    let id = id(of: fields)
    let title = text(fields, "title", limit: PackLimits.Text.title)
    let looksAt = text(fields, "looks-at", limit: PackLimits.Text.line)
    guard let id, let title, let looksAt else { return nil }
    return Stage(id: id, title: title, looksAt: looksAt)
  }

  mutating func quality(from node: PackNode, path: String) -> Quality? {
    guard let fields = fields(of: node, as: .quality, path: path) else { return nil }
    let id = id(of: fields)
    let title = text(fields, "title", limit: PackLimits.Text.title)
    guard let id, let title else { return nil }
    return Quality(id: id, title: title)
  }

  mutating func section(from node: PackNode, path: String) -> StorySection? {
    guard let fields = fields(of: node, as: .section, path: path) else { return nil }
    let title = text(fields, "title", limit: PackLimits.Text.title)
    let says = text(fields, "says", limit: PackLimits.Text.line)
    let seconds = number(fields, "seconds")
    if let seconds, !(seconds > 0 && seconds <= PackLimits.sectionSeconds), let entry = fields["seconds"] {
      report(
        .outOfRange(seconds, limit: PackLimits.sectionSeconds), at: entry.value.place,
        path: fields.path(to: "seconds"))
    }
    guard let title, let says, let seconds else { return nil }
    return StorySection(title: title, says: says, seconds: seconds)
  }

  mutating func targets(_ fields: Fields) -> [PromptKind: Target] {
    guard let entry = fields["targets"],
      let targets = self.fields(of: entry.value, as: .targets, path: fields.path(to: "targets"))
    else { return [:] }
    var byKind: [PromptKind: Target] = [:]
    for kind in PromptKind.allCases {
      if let target = target(targets, kind.rawValue) { byKind[kind] = target }
    }
    return byKind
  }

  /// The target under `key`; `nil` if it is missing or wrong.
  mutating func target(_ fields: Fields, _ key: String) -> Target? {
    guard let entry = fields[key],
      let lengths = self.fields(of: entry.value, as: .target, path: fields.path(to: key))
    else { return nil }
    let min = number(lengths, "min")
    let goal = number(lengths, "goal")
    let max = number(lengths, "max")
    guard let min, let goal, let max else { return nil }
    do throws(InvalidTarget) {
      return try Target(min: min, goal: goal, max: max)
    } catch {
      report(
        .badTarget(min: error.min, goal: error.goal, max: error.max), at: entry.value.place,
        path: lengths.path)
      return nil
    }
  }

  mutating func prompt(from node: PackNode, path: String) -> Prompt? {
    guard let fields = fields(of: node, as: .prompt, path: path) else { return nil }
    let id = id(of: fields)
    let title = text(fields, "title", limit: PackLimits.Text.title)
    let kind = kind(of: fields)
    let question = text(fields, "text", limit: PackLimits.Text.question, mayBreak: true)
    let stages = references(fields, "stages", to: .stage, limit: PackLimits.stages)
    let tags = references(fields, "tags", to: .tag, limit: PackLimits.qualities)
    let followUps = texts(fields, "follow-ups", limit: PackLimits.followUps, length: PackLimits.Text.line)
    let covers = texts(fields, "covers", limit: PackLimits.covers, length: PackLimits.Text.line)
    let target = target(fields, "target")
    guard let id, let title, let kind, let question else { return nil }
    return Prompt(
      id: id, title: title, text: question, kind: kind, stages: stages, qualities: tags, followUps: followUps,
      covers: covers, ownTarget: target)
  }

  mutating func day(from node: PackNode, path: String) -> PlanDay? {
    guard let fields = fields(of: node, as: .day, path: path) else { return nil }
    let title = text(fields, "title", limit: PackLimits.Text.title)
    let tasks = texts(
      fields, "tasks", limit: PackLimits.tasks, length: PackLimits.Text.line, mayBeEmpty: false)
    let prompts = references(fields, "prompts", to: .prompt, limit: PackLimits.prompts)
    guard let title else { return nil }
    return PlanDay(title: title, tasks: tasks, prompts: prompts)
  }

  private mutating func kind(of fields: Fields) -> PromptKind? {
    guard let name = text(fields, "kind", limit: PackLimits.Text.title), let entry = fields["kind"] else {
      return nil
    }
    if let kind = PromptKind(rawValue: name) { return kind }
    let suggestion = Suggestion.nearest(to: name, among: PromptKind.allCases.map(\.rawValue))
    report(
      .unknownKind(name, suggestion: suggestion), at: entry.value.place, path: fields.path(to: "kind"))
    return nil
  }

  /// A list of names that must be declared somewhere in the pack.
  private mutating func references(
    _ fields: Fields, _ key: String, to reference: PackDiagnostic.Reference, limit: Int
  ) -> [String] {
    let names = texts(fields, key, limit: limit, length: PackLimits.Text.title)
    refuseRepeats(in: fields, key)
    if case .list(let items) = fields[key]?.value.content {
      for (index, item) in items.enumerated() {
        guard case .text(let text, _) = item.content, !text.trimmingBlanks.isEmpty else { continue }
        let itemPath = "\(fields.path(to: key))[\(index)]"
        uses.append(Use(reference: reference, name: text.trimmingBlanks, place: item.place, path: itemPath))
      }
    }
    return names
  }
}
