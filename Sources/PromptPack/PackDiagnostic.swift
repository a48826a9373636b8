/// One mistake in a pack: where it is and the facts. `PackDiagnostic+Sentence.swift` turns it into words.
public struct PackDiagnostic: Hashable, Sendable {
  /// What is wrong.
  public let kind: Kind
  /// Line from 1; `nil` when the mistake is about the whole file.
  public let line: Int?
  /// Column from 1, counted in Unicode scalars; `nil` together with `line`.
  public let column: Int?
  /// Where in the pack, such as `prompts[3].stages[0]`, counted from 0; empty at the top and for broken YAML.
  public let keyPath: String

  init(_ kind: Kind, at place: Place? = nil, path: String = "") {
    self.kind = kind
    line = place?.line
    column = place?.column
    keyPath = path
  }

  /// The facts of a mistake.
  public enum Kind: Hashable, Sendable {
    /// The file cannot be opened or read; the system's error number.
    case unreadable(errno: Int32)
    /// A folder, a device or a pipe in place of a file.
    case notAFile
    /// More bytes than `limit`.
    case tooLarge(limit: Int)
    /// Bytes that are not UTF-8.
    case notUTF8
    /// A control character, or one that reorders text.
    case forbiddenCharacter(Unicode.Scalar)
    /// A character that nobody sees where a space or a key belongs.
    case invisibleCharacter(Unicode.Scalar)
    /// Nothing but comments.
    case noContent
    /// An earlier file has this pack id.
    case takenPackID(String, by: String)
    /// There are more mistakes than are listed; this many are left out.
    case furtherMistakes(Int)

    /// A tab where YAML wants spaces.
    case tabIndentation
    /// The parser does not understand the text.
    case syntax(SyntaxProblem)
    /// A second document in the same file.
    case severalDocuments
    /// A YAML anchor (`&name`); its name where it is known.
    case anchor(String?)
    /// A YAML alias (`*name`).
    case alias
    /// An explicit YAML tag, as written (`!!python/object`).
    case tag(String)
    /// Nested deeper than `limit`.
    case tooDeep(limit: Int)
    /// More values than `limit`.
    case tooManyValues(limit: Int)
    /// A key that is itself a list or a map.
    case keyIsNotText
    /// A key that already occurred in the same map, at `firstLine` if that is known.
    case duplicateKey(String, firstLine: Int?)

    /// A key that this element does not have.
    case unknownKey(String, in: PackElement, suggestion: String?)
    /// A key that this element must have.
    case missingKey(String, in: PackElement)
    /// A value of the wrong type, with the text itself if text was found.
    case wrongType(expected: ValueType, found: ValueType, text: String?)
    /// A key without a value, or a text of blanks.
    case emptyText
    /// A list without items where some are needed.
    case emptyList
    /// A text of more than `limit` Unicode scalars.
    case tooLong(count: Int, limit: Int)
    /// A list of more than `limit` items.
    case tooMany(count: Int, limit: Int)
    /// A line break in a text that must stay on one line.
    case lineBreak
    /// A number not above 0, or above `limit`.
    case outOfRange(Double, limit: Double)
    /// A format that this reader does not know.
    case unknownFormat(String)
    /// An id that does not match `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`.
    case badID(String)
    /// An id used before, at `firstLine`; case does not count.
    case duplicateID(String, firstLine: Int)
    /// Not a kind of prompt.
    case unknownKind(String, suggestion: String?)
    /// A reference to something that is not in the pack.
    case undeclared(Reference, String, suggestion: String?)
    /// The same item twice in one list.
    case repeatedItem(String)
    /// Three lengths in seconds that do not make a target.
    case badTarget(min: Double, goal: Double, max: Double)
  }

  /// What a prompt or a day may refer to.
  public enum Reference: String, Hashable, Sendable {
    /// A stage of the interview, declared under `stages`.
    case stage
    /// A quality, declared under `qualities`.
    case tag
    /// A prompt of the pack.
    case prompt
  }

  /// Types of values in a pack.
  public enum ValueType: Hashable, Sendable {
    /// Any scalar.
    case text
    /// A plain decimal number.
    case number
    /// Items.
    case list
    /// Keys with values.
    case map
  }
}

/// A position in the file, from 1.
struct Place: Hashable, Sendable, Comparable {
  let line: Int
  let column: Int

  static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
