/// Counts what may be a value or an alias in the raw text, to bound the work of the parser. It never misses
/// one, but may count text that merely looks like one, so the limits are generous and the exact checks come
/// after parsing.
///
/// Also refuses directives: the parser compares each one with all earlier ones, which takes quadratic time.
///
/// Parsing shares aliased nodes instead of copying them, but it hashes the keys of each map, and a key may be an alias
/// to a tree of aliases: a few hundred bytes would hash for hours.
struct CoarseScan {
  /// Why the text must not reach the parser; `nil` if it may.
  private(set) var refusal: PackDiagnostic?

  init(_ source: SourceText) {
    var beginnings = 0
    var aliases = 0
    var anchor: Place?
    for (index, line) in source.lines.enumerated() {
      if line.first == "%" {
        refusal = PackDiagnostic(.syntax(.directive), at: Place(line: index + 1, column: 1))
        return
      }
      beginnings += 1
      for column in line.indices {
        let next = column + 1 < line.count ? line[column + 1] : "\n"
        let place = Place(line: index + 1, column: column + 1)
        switch line[column] {
        case "[", "{", ",", ":": beginnings += 1
        case "-", "?": if next == " " || next == "\t" || next == "\n" { beginnings += 1 }
        case "&": if Self.begins(next, after: line, column) { anchor = anchor ?? place }
        case "*": if Self.begins(next, after: line, column) { aliases += 1 }
        default: break
        }
        if beginnings > PackLimits.beginnings {
          refusal = PackDiagnostic(.tooManyValues(limit: PackLimits.values), at: place)
          return
        }
      }
    }
    if let anchor, aliases > PackLimits.aliases { refusal = PackDiagnostic(.anchor(nil), at: anchor) }
  }

  /// True if a name follows and no word comes directly before, as one does in `R&D` and `2*n`.
  private static func begins(_ next: Unicode.Scalar, after line: [Unicode.Scalar], _ column: Int) -> Bool {
    let isName = next.properties.isAlphabetic || ("0"..."9").contains(next) || next == "_" || next == "-"
    guard isName, column > 0 else { return isName }
    let previous = line[column - 1]
    return !(previous.properties.isAlphabetic || ("0"..."9").contains(previous))
  }
}
