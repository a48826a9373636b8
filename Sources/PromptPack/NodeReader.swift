internal import Yams

/// Turns a parsed document into `PackNode`s and refuses the YAML features that packs may not use.
///
/// A document with aliases is a graph: one node can have several parents. It cannot explode here, because an
/// alias only ever leads to a node with an anchor, and such nodes are not entered.
struct NodeReader {
  private(set) var diagnostics: [PackDiagnostic] = []
  /// True if the limit on values cut the tree short.
  var isCut: Bool { values > PackLimits.values }
  private var values = 0
  private var anchorsSeen: Set<Place> = []
  private let renamed: [Place: Unicode.Scalar]

  /// - Parameter renamed: the original first character of each key that was renamed to get past the parser,
  ///   by the key's place.
  init(renamed: [Place: Unicode.Scalar]) { self.renamed = renamed }

  /// The tree below `node`.
  mutating func tree(of node: Node, depth: Int = 1) -> PackNode {
    let place = Place(node.mark)
    if let anchor = node.anchor {
      if anchorsSeen.insert(place).inserted { refuse(.anchor(anchor.rawValue), at: place) }
      return PackNode(content: .refused, place: place)
    }
    guard depth <= PackLimits.depth else {
      refuse(.tooDeep(limit: PackLimits.depth), at: place)
      return PackNode(content: .refused, place: place)
    }
    values += 1
    guard values <= PackLimits.values else {
      if values == PackLimits.values + 1 { refuse(.tooManyValues(limit: PackLimits.values), at: place) }
      return PackNode(content: .refused, place: place)
    }
    return PackNode(content: content(of: node, at: place, depth: depth), place: place)
  }

  private mutating func content(of node: Node, at place: Place, depth: Int) -> PackNode.Content {
    switch node {
    case .scalar(let scalar):
      // libyaml says "str" for every quoted text, tagged or not; the tag of a plain text is always its author's.
      refuseTag(scalar.tag, at: place, unless: [.implicit, .str])
      return content(of: scalar, at: place)
    case .sequence(let sequence):
      // The parser resolves the tags of keys. `!!seq` and `!!map` say what is true anyway.
      refuseTag(sequence.tag, at: place, unless: [.implicit, .seq])
      return .list(sequence.map { tree(of: $0, depth: depth + 1) })
    case .mapping(let mapping):
      refuseTag(mapping.tag, at: place, unless: [.implicit, .map])
      return .map(entries(of: mapping, depth: depth))
    case .alias:
      refuse(.alias, at: place)
      return .refused
    }
  }

  private mutating func content(of scalar: Node.Scalar, at place: Place) -> PackNode.Content {
    let isPlain = scalar.style == .plain
    if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
    for found in scalar.string.unicodeScalars where found.isForbidden && found != "\n" && found != "\t" {
      refuse(.forbiddenCharacter(found), at: place)
      return .refused
    }
    return .text(scalar.string, isPlain: isPlain)
  }

  private mutating func entries(of mapping: Node.Mapping, depth: Int) -> [PackNode.Entry] {
    var entries: [PackNode.Entry] = []
    var firstLines: [String: Int] = [:]
    for (keyNode, valueNode) in mapping {
      let place = Place(keyNode.mark)
      let keyTree = tree(of: keyNode, depth: depth + 1)
      let value = tree(of: valueNode, depth: depth + 1)
      guard case .text(let spelled, _) = keyTree.content else {
        if case .refused = keyTree.content { continue }
        refuse(.keyIsNotText, at: place)
        continue
      }
      let key =
        renamed[place].map { String(Character($0)) + spelled.unicodeScalars.dropFirst().string } ?? spelled
      if let first = firstLines[key] {
        refuse(.duplicateKey(key, firstLine: first), at: place)
      } else {
        firstLines[key] = place.line
        entries.append(PackNode.Entry(key: key, place: place, value: value))
      }
    }
    return entries
  }

  private mutating func refuseTag(_ tag: Tag, at place: Place, unless allowed: [Tag.Name]) {
    let name = tag.rawValue
    guard !allowed.contains(where: { $0.rawValue == name }) else { return }
    let standard = "tag:yaml.org,2002:"
    let spelled = name.hasPrefix(standard) ? "!!" + name.dropFirst(standard.count) : name
    refuse(.tag(spelled), at: place)
  }

  private mutating func refuse(_ kind: PackDiagnostic.Kind, at place: Place) {
    diagnostics.append(PackDiagnostic(kind, at: place))
  }
}

extension Place {
  init(_ mark: Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}

extension Substring.UnicodeScalarView {
  fileprivate var string: String { String(Substring(self)) }
}
