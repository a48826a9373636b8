public import Rehearsal

/// Reads packs written in YAML. `Prompts/README.md` specifies the format.
///
/// The text may come from anyone. So size, nesting and the number of values are limited, anchors, aliases and
/// tags are refused before they can be expanded, and no control character reaches a text of the pack.
public enum PackReader {
  /// The pack in `bytes`.
  ///
  /// - Parameter name: what to call the file in the error.
  /// - Throws: `PackError` with every mistake found, up to 200, in the order of the file. Where the YAML is broken, the
  ///   line and those that belong to it are left out, and what they may hide shows once it is repaired.
  public static func read(_ bytes: [UInt8], named name: String) throws(PackError) -> Pack {
    let (pack, diagnostics) = examine(bytes)
    guard let pack else { throw PackError(name: name, diagnostics: diagnostics) }
    return pack
  }

  /// The pack in `text`.
  ///
  /// - Parameter name: what to call the text in the error.
  /// - Throws: `PackError` with every mistake found.
  public static func read(_ text: String, named name: String) throws(PackError) -> Pack {
    try read(Array(text.utf8), named: name)
  }

  private static func examine(_ bytes: [UInt8]) -> (pack: Pack?, diagnostics: [PackDiagnostic]) {
    let document = SourceDocument(SourceText(bytes))
    guard let root = document.root else { return (nil, inOrder(document.diagnostics)) }
    var decoder = PackDecoder()
    let pack = decoder.pack(from: root)
    let diagnostics = inOrder(document.diagnostics + decoder.diagnostics.filter(document.isCertain))
    return (diagnostics.isEmpty ? pack : nil, diagnostics)
  }

  /// Sorted by line and column. Mistakes about the whole file come first; those at equal places stay in the
  /// order found.
  private static func inOrder(_ diagnostics: [PackDiagnostic]) -> [PackDiagnostic] {
    let sorted = diagnostics.enumerated().sorted { left, right in
      let leftKey = (left.element.line ?? 0, left.element.column ?? 0, left.offset)
      let rightKey = (right.element.line ?? 0, right.element.column ?? 0, right.offset)
      return leftKey < rightKey
    }
    let listed = sorted.prefix(PackLimits.mistakes).map(\.element)
    guard listed.count < sorted.count else { return listed }
    return listed + [PackDiagnostic(.furtherMistakes(sorted.count - listed.count))]
  }
}
