internal import Yams

/// What the YAML library's errors mean to the person who wrote the text.
enum YAMLTrouble {
  /// The error as one mistake; if its line is indented with tabs, one mistake for each line that is.
  static func diagnostics(for error: any Error, in source: SourceText) -> [PackDiagnostic] {
    guard let error = error as? YamlError else {
      return [PackDiagnostic(.syntax(.other(String(describing: error))))]
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = Place(mark)
      let tabs = source.indentingTabs
      if tabs.contains(where: { $0.line == place.line }) || problem.contains("tab character") {
        let places = tabs.isEmpty ? [place] : tabs
        return places.map { PackDiagnostic(.tabIndentation, at: $0) }
      }
      let opened = context.map { Place($0.mark) }
      return [diagnostic(problem, context: context?.text ?? "", at: place, opened: opened, in: source)]
    case .reader(let problem, _, _, _): return [PackDiagnostic(.syntax(.other(problem)))]
    default: return [PackDiagnostic(.syntax(.other(String(describing: error))))]
    }
  }

  private static func diagnostic(
    _ problem: String, context: String, at place: Place, opened: Place?, in source: SourceText
  ) -> PackDiagnostic {
    func syntax(_ problem: SyntaxProblem, at other: Place? = nil) -> PackDiagnostic {
      PackDiagnostic(.syntax(problem), at: other ?? place)
    }
    switch problem {
    case "mapping values are not allowed in this context", "found unexpected ':'": return syntax(.strayColon)
    case "could not find expected ':'": return syntax(.missingColon, at: opened)
    case "did not find expected key", "did not find expected '-' indicator":
      guard source.isIndentation(before: place) else { return syntax(.textAfterValue) }
      return syntax(source[place] == "-" ? .itemIndentation : .keyIndentation)
    case "did not find expected <document start>": return syntax(.outside)
    case "found unknown escape character", "found invalid Unicode character escape code",
      "did not find expected hexdecimal number":
      return syntax(.badEscape)
    case "did not find expected node content": return syntax(.missingValue)
    case "block sequence entries are not allowed in this context",
      "mapping keys are not allowed in this context":
      return syntax(.itemInsideLine)
    case _ where context == "while scanning a block scalar": return syntax(.blockHeader, at: opened)
    case "found character that cannot start any token":
      if source[place] == "\t" { return PackDiagnostic(.tabIndentation, at: place) }
      return syntax(.reservedStart(source[place]))
    case "found undefined alias": return PackDiagnostic(.alias, at: place)
    case "but found another document": return PackDiagnostic(.severalDocuments, at: place)
    case "did not find expected ',' or ']'":
      return syntax(.openBracket(line: opened?.line ?? place.line, closing: "]"))
    case "did not find expected ',' or '}'":
      return syntax(.openBracket(line: opened?.line ?? place.line, closing: "}"))
    case "found unexpected end of stream", "found unexpected document indicator":
      return syntax(.openQuote(line: opened?.line ?? place.line))
    case "did not find expected alphabetic or numeric character":
      return PackDiagnostic(context.contains("alias") ? .alias : .anchor(nil), at: opened ?? place)
    case _ where problem.hasPrefix("Maximum nesting level"):
      return PackDiagnostic(.tooDeep(limit: PackLimits.depth), at: place)
    case _ where context.contains("tag") || problem.contains("tag"): return syntax(.badTag, at: opened)
    default: return syntax(.other(problem))
    }
  }
}
