/// The known keys of one element, each once.
struct Fields {
  let element: PackElement
  let path: String
  let entries: [String: PackNode.Entry]

  subscript(key: String) -> PackNode.Entry? { entries[key] }

  /// `prompts[3]` and `kind` make `prompts[3].kind`.
  func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension PackDecoder {
  /// The keys of `node`; reports unknown and missing ones. `nil` if it is not a map.
  mutating func fields(of node: PackNode, as element: PackElement, path: String) -> Fields? {
    guard case .map(let entries) = node.content else {
      reportType(of: node, expected: .map, path: path)
      return nil
    }
    var known: [String: PackNode.Entry] = [:]
    for entry in entries {
      guard element.keys.contains(entry.key) else {
        let suggestion = Suggestion.nearest(to: entry.key, among: element.keys)
        let keyPath = path.isEmpty ? entry.key : "\(path).\(entry.key)"
        report(.unknownKey(entry.key, in: element, suggestion: suggestion), at: entry.place, path: keyPath)
        continue
      }
      known[entry.key] = entry
    }
    for key in element.requiredKeys where known[key] == nil {
      report(.missingKey(key, in: element), at: node.place, path: path)
    }
    return Fields(element: element, path: path, entries: known)
  }

  /// The text under `key`, without blanks around it; `nil` if it is missing or wrong.
  mutating func text(_ fields: Fields, _ key: String, limit: Int, mayBreak: Bool = false) -> String? {
    guard let entry = fields[key] else { return nil }
    return text(of: entry.value, path: fields.path(to: key), limit: limit, mayBreak: mayBreak)
  }

  /// The texts listed under `key`; empty if the key is missing.
  mutating func texts(
    _ fields: Fields, _ key: String, limit: Int, length: Int, mayBeEmpty: Bool = true
  ) -> [String] {
    items(fields, key, limit: limit, mayBeEmpty: mayBeEmpty) {
      $0.text(of: $1, path: $2, limit: length, mayBreak: false)
    }
  }

  /// The items listed under `key`, each converted by `read`. Wrong ones are left out; `read` reports them.
  mutating func items<Item>(
    _ fields: Fields, _ key: String, limit: Int, mayBeEmpty: Bool = true,
    read: (inout PackDecoder, PackNode, String) -> Item?
  ) -> [Item] {
    guard let entry = fields[key] else { return [] }
    let path = fields.path(to: key)
    guard case .list(let nodes) = entry.value.content else {
      reportType(of: entry.value, expected: .list, path: path)
      return []
    }
    if nodes.isEmpty, !mayBeEmpty { report(.emptyList, at: entry.value.place, path: path) }
    if nodes.count > limit {
      report(.tooMany(count: nodes.count, limit: limit), at: entry.value.place, path: path)
    }
    var items: [Item] = []
    for (index, node) in nodes.enumerated() {
      if let item = read(&self, node, "\(path)[\(index)]") { items.append(item) }
    }
    return items
  }

  /// The number under `key`; `nil` if it is missing or wrong.
  mutating func number(_ fields: Fields, _ key: String) -> Double? {
    guard let entry = fields[key] else { return nil }
    let path = fields.path(to: key)
    guard case .text(let written, let isPlain) = entry.value.content, isPlain, Self.isNumber(written),
      let number = Double(written)
    else {
      reportType(of: entry.value, expected: .number, path: path)
      return nil
    }
    return number
  }

  /// True for digits with an optional minus and at most one point between them: no exponent, no infinity, no
  /// hexadecimal.
  static func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return digits.utf8.count <= 15
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  private mutating func text(of node: PackNode, path: String, limit: Int, mayBreak: Bool) -> String? {
    guard case .text(let written, _) = node.content else {
      reportType(of: node, expected: .text, path: path)
      return nil
    }
    let text = written.trimmingBlanks
    guard !text.isEmpty else {
      report(.emptyText, at: node.place, path: path)
      return nil
    }
    let count = text.unicodeScalars.count
    if count > limit { report(.tooLong(count: count, limit: limit), at: node.place, path: path) }
    if !mayBreak, text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" }) {
      report(.lineBreak, at: node.place, path: path)
    }
    return text
  }

  private mutating func reportType(of node: PackNode, expected: PackDiagnostic.ValueType, path: String) {
    func wrong(_ found: PackDiagnostic.ValueType, _ text: String? = nil) -> PackDiagnostic.Kind {
      .wrongType(expected: expected, found: found, text: text)
    }
    switch node.content {
    case .refused: break
    case .nothing: report(.emptyText, at: node.place, path: path)
    case .text(let text, _): report(wrong(.text, text), at: node.place, path: path)
    case .list: report(wrong(.list), at: node.place, path: path)
    case .map: report(wrong(.map), at: node.place, path: path)
    }
  }
}

extension String {
  /// Without blanks and line breaks around it.
  var trimmingBlanks: String {
    let blanks: Set<Character> = [" ", "\t", "\n"]
    guard let start = firstIndex(where: { !blanks.contains($0) }),
      let end = lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(self[start...end])
  }
}
