internal import Yams

/// The YAML of a pack as a tree. The only file besides `NodeReader.swift` that knows the YAML library.
struct SourceDocument {
  /// The whole tree; `nil` if the text is not YAML or too doubtful to parse.
  private(set) var root: PackNode?
  /// What was found.
  private(set) var diagnostics: [PackDiagnostic]

  private var source: SourceText
  private var renamed: [Place: Unicode.Scalar] = [:]

  init(_ source: SourceText) {
    self.source = source
    diagnostics = source.diagnostics
    guard !source.lines.isEmpty else {
      if diagnostics.isEmpty { diagnostics = [PackDiagnostic(.noContent)] }
      return
    }
    if let refusal = CoarseScan(source).refusal {
      diagnostics.append(refusal)
      return
    }
    parse()
  }

  /// Parses repeatedly until no key occurs twice: the library stops at the first such map, but a person wants
  /// all mistakes at once. A repeated key gets a first character that no other key has; `NodeReader` restores
  /// the original one and reports the key.
  private mutating func parse() {
    // Bounds the work on large files: half a MiB is parsed again at most.
    let rounds = min(32, max(1, PackLimits.bytes / 2 / max(1, source.lines.reduce(1) { $0 + $1.count + 1 })))
    for round in 0...rounds {
      do {
        // The resolver without rules leaves every scalar as text, because this module decides the types.
        // Anchors are weak references that live only as long as the parser.
        let parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
        try withExtendedLifetime(parser) { try read(parser.singleRoot()) }
        return
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        guard round < rounds, renameKey(at: Place(context.mark), round: round) else {
          diagnostics.append(unrepairedKey(names.first ?? "", at: Place(context.mark)))
          return
        }
      } catch {
        diagnostics += YAMLTrouble.diagnostics(for: error, in: source)
        return
      }
    }
  }

  private mutating func read(_ node: Node?) {
    guard let node else {
      diagnostics.append(PackDiagnostic(.noContent))
      return
    }
    var reader = NodeReader(renamed: renamed)
    let tree = reader.tree(of: node)
    diagnostics += reader.diagnostics
    if case .nothing = tree.content {
      diagnostics.append(PackDiagnostic(.noContent))
    } else if !reader.isCut {
      root = tree
    }
  }

  private func unrepairedKey(_ name: String, at place: Place) -> PackDiagnostic {
    let isCollection = source[place] == "[" || source[place] == "{"
    return PackDiagnostic(isCollection ? .keyIsNotText : .duplicateKey(name, firstLine: nil), at: place)
  }

  /// False for keys that are not simple text.
  private mutating func renameKey(at place: Place, round: Int) -> Bool {
    guard let first = source[place], !"[{&*!?|>".unicodeScalars.contains(first) else { return false }
    let isQuoted = first == "\"" || first == "'"
    let letter = isQuoted ? Place(line: place.line, column: place.column + 1) : place
    // Private use, plane 15: YAML allows it in a plain text.
    guard let old = source[letter], old != first || !isQuoted, old != "\\",
      let stranger = Unicode.Scalar(0xF0000 + UInt32(round)), renamed[place] == nil
    else { return false }
    renamed[place] = source.replace(at: letter, by: stranger)
    return true
  }
}
