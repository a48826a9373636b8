/// Ways in which text is not YAML, by what the person should do. The libyaml problem each one comes from is named beside it.
public enum SyntaxProblem: Hashable, Sendable {
  /// A `: ` inside plain text ("mapping values are not allowed in this context").
  case strayColon
  /// A line of a map that is no `key: value` ("could not find expected ':'").
  case missingColon
  /// A key that is indented like no key above it ("did not find expected key" or "… '-' indicator").
  case keyIndentation
  /// A "- " that is indented like no item above it (the same problems of libyaml).
  case itemIndentation
  /// More text behind a closing quote or bracket (the same problems of libyaml, inside a line).
  case textAfterValue
  /// A line left of where the document began ("did not find expected <document start>").
  case outside
  /// A quote that never closes; the line where it opened.
  case openQuote(line: Int)
  /// A `[` or `{` that never closes, or a comma that is missing inside; the line where it opened.
  case openBracket(line: Int, closing: Unicode.Scalar)
  /// A text that begins with `@`, a backquote, `%` or the like; the character where it is known.
  case reservedStart(Unicode.Scalar?)
  /// Something other than a line break behind the `|` or `>` of a text ("while scanning a block scalar").
  case blockHeader
  /// A comma or a bracket where a value belongs ("did not find expected node content").
  case missingValue
  /// A "- " or "? " behind a key ("block sequence entries" or "mapping keys are not allowed in this context").
  case itemInsideLine
  /// A backslash with a wrong letter or number behind it in double quotes ("found unknown escape character").
  case badEscape
  /// A tag that is not even well formed, or without a declared handle.
  case badTag
  /// A `%YAML` or `%TAG` line.
  case directive
  /// The rest, in the words of libyaml.
  case other(String)
}
