/// Ways in which text is not YAML, grouped by what the person should do. Each names the libyaml problem that
/// it comes from.
public enum SyntaxProblem: Hashable, Sendable {
  /// A `: ` inside plain text ("mapping values are not allowed in this context").
  case strayColon
  /// A line of a map that is not `key: value` ("could not find expected ':'").
  case missingColon
  /// A key indented unlike every key above it ("did not find expected key" or "… '-' indicator").
  case keyIndentation
  /// A "- " indented unlike every item above it (the same problems of libyaml).
  case itemIndentation
  /// More text after a closing quote or bracket (the same problems of libyaml, inside a line).
  case textAfterValue
  /// A line left of where the document began ("did not find expected <document start>").
  case outside
  /// A quote that never closes; the line where it opened.
  case openQuote(line: Int)
  /// A `[` or `{` that never closes, or a comma that is missing inside; the line where it opened.
  case openBracket(line: Int, closing: Unicode.Scalar)
  /// A text that begins with `@`, a backquote, `%` or the like; the character where it is known.
  case reservedStart(Unicode.Scalar?)
  /// Something other than a line break after the `|` or `>` of a text ("while scanning a block scalar").
  case blockHeader
  /// A comma or a bracket where a value belongs ("did not find expected node content").
  case missingValue
  /// A "- " or "? " after a key ("block sequence entries" or "mapping keys are not allowed in this context").
  case itemInsideLine
  /// A backslash before a wrong letter or number in double quotes ("found unknown escape character").
  case badEscape
  /// A malformed tag, or one without a declared handle.
  case badTag
  /// A `%YAML` or `%TAG` line.
  case directive
  /// The rest, in the words of libyaml.
  case other(String)
}
