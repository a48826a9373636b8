/// Ways in which text is not YAML, by what the person should do. The libyaml problem each one comes from is named beside it.
public enum SyntaxProblem: Hashable, Sendable {
  /// A `: ` inside plain text ("mapping values are not allowed in this context").
  case strayColon
  /// A line of a map that is no `key: value` ("could not find expected ':'").
  case missingColon
  /// A line that is indented like no line above it ("did not find expected key").
  case indentation
  /// An item that is indented like no item above it ("did not find expected '-' indicator").
  case listIndentation
  /// A quote that never closes; the line where it opened.
  case openQuote(line: Int)
  /// A `[` or `{` that never closes, or a comma that is missing inside; the line where it opened.
  case openBracket(line: Int, closing: Unicode.Scalar)
  /// A text that begins with `@`, a backquote, `%` or the like; the character where it is known.
  case reservedStart(Unicode.Scalar?)
  /// A backslash with a wrong letter behind it in double quotes ("found unknown escape character").
  case badEscape
  /// A tag that is not even well formed, or without a declared handle.
  case badTag
  /// The rest, in the words of libyaml.
  case other(String)
}
