internal import Yams

/// The YAML of a pack as a tree. The only file besides `NodeReader.swift` that knows the YAML library.
struct SourceDocument {
  /// The whole tree; `nil` if the text is not YAML or too doubtful to parse.
  private(set) var root: PackNode?
  /// What was found.
  private(set) var diagnostics: [PackDiagnostic]

  private let original: SourceText
  private var source: SourceText
  private var renamed: [Place: Unicode.Scalar] = [:]
  /// Lines that were taken out, because the parser did not understand them.
  private var takenOut: Set<Int> = []

  init(_ source: SourceText) {
    original = source
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

  /// Parses repeatedly until nothing is in the way: the library stops at the first mistake, but a person wants all of
  /// them at once. What it does not understand is taken out, with the lines that belong to it. A repeated key gets
  /// a first character that no other key has; `NodeReader` restores the original one and reports the key.
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
        let found = YAMLTrouble.diagnostics(for: error, in: source)
        diagnostics += found
        guard round < rounds, takeOut(found) else { return }
      }
    }
  }

  /// - Returns: false if there is nothing to take out, and the parser would stop at the same place again.
  private mutating func takeOut(_ found: [PackDiagnostic]) -> Bool {
    let blocks = found.compactMap { $0.guiltyLine.flatMap { source.takeOut(line: $0) } }
    takenOut.formUnion(blocks.joined())
    return !blocks.isEmpty
  }

  /// False for a mistake that may be none, because lines that belong to the place were taken out.
  func isCertain(_ diagnostic: PackDiagnostic) -> Bool {
    guard !takenOut.isEmpty else { return true }
    switch diagnostic.kind {
    // What is referred to may have been declared there.
    case .undeclared, .noContent: return false
    case .missingKey where diagnostic.keyPath.isEmpty: return false
    case .missingKey, .emptyText, .emptyList, .wrongType, .tooLong, .lineBreak:
      guard let line = diagnostic.line, let block = original.block(ofLine: line) else { return true }
      return takenOut.isDisjoint(with: block) && !takenOut.contains(block.upperBound)
    default: return true
    }
  }

  private mutating func read(_ node: Node?) {
    guard let node else {
      if takenOut.isEmpty { diagnostics.append(PackDiagnostic(.noContent)) }
      return
    }
    var reader = NodeReader(renamed: renamed)
    let tree = reader.tree(of: node)
    diagnostics += reader.diagnostics
    if case .nothing = tree.content {
      if takenOut.isEmpty { diagnostics.append(PackDiagnostic(.noContent)) }
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

extension PackDiagnostic {
  /// The line that keeps the parser from going on: mostly where it stopped, but a quote or bracket stands open from where
  /// it began.
  fileprivate var guiltyLine: Int? {
    switch kind {
    case .syntax(.openQuote(let line)), .syntax(.openBracket(let line, _)): line
    // What follows is no part of the pack, or all of it is not.
    case .severalDocuments, .syntax(.outside): nil
    default: line
    }
  }
}
