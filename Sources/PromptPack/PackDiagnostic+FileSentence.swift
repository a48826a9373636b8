import Glibc

extension PackDiagnostic {
  /// What is wrong with the file or its characters.
  var fileSentence: String {
    switch kind {
    case .unreadable(let errno): "the file cannot be read: \(String(cString: strerror(errno)))"
    case .notAFile: "this is not a regular file; packs are read from files only"
    case .tooLarge(let limit): "the file is larger than \(limit >> 20) MiB; split the pack into several files"
    case .notUTF8: "the text is not UTF-8; save the file as UTF-8"
    case .forbiddenCharacter(let scalar):
      "the invisible character \(name(of: scalar)) is not allowed, because it can change what a screen shows; "
        + "delete it"
    case .invisibleCharacter(let scalar):
      "the invisible character \(name(of: scalar)) is here where YAML has "
        + (scalar.properties.isWhitespace ? "plain spaces; write a space in its place" : "nothing; delete it")
    case .noContent: "there is no pack in this file; begin with \"format: 1\""
    case .takenPackID(let id, let other):
      "the pack id \(quoted(id)) is already taken by \(quoted(other, limit: 200)); choose another one"
    case .furtherMistakes(let count): "and \(count) more; repair those above first"
    default: ""
    }
  }
}

/// `text` in quotes, shortened to `limit` characters, with control characters shown by number.
func quoted(_ text: String, limit: Int = 60) -> String {
  let scalars = text.unicodeScalars
  return "\"\(shown(String(scalars.prefix(limit))))\(scalars.count > limit ? "…" : "")\""
}

/// `text` with control characters and characters that nobody sees shown by number, `<U+001B>`. A joiner stays between
/// letters and emoji that it can join.
func shown(_ text: String) -> String {
  var isASCII = true
  return text.unicodeScalars.map { scalar in
    defer { isASCII = scalar.isASCII }
    let isShown = scalar.isForbidden || (scalar.isInvisible && (isASCII || !scalar.isJoiner))
    return isShown ? "<\(name(of: scalar))>" : String(Character(scalar))
  }.joined()
}

/// `U+001B`.
func name(of scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// `a, b and c`.
func list(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}

/// `90` or `0.5`: no decimals for a whole number.
func decimal(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? String(number)
}
