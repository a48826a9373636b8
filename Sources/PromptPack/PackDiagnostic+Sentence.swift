extension PackDiagnostic: CustomStringConvertible {
  /// One sentence for a person: where it is, what is wrong, how to repair it. Text quoted from the file is
  /// shortened, and no control character is left in it.
  public var description: String {
    guard let line else { return sentence }
    return "line \(line): \(sentence)"
  }

  /// `description` without the line.
  public var sentence: String {
    switch kind {
    case .unreadable, .notAFile, .tooLarge, .notUTF8, .forbiddenCharacter, .invisibleCharacter, .noContent,
      .takenPackID, .furtherMistakes:
      fileSentence
    case .tabIndentation, .syntax, .severalDocuments, .anchor, .alias, .tag, .tooDeep, .tooManyValues,
      .keyIsNotText, .duplicateKey:
      yamlSentence
    default: contentSentence
    }
  }

  private var contentSentence: String {
    switch kind {
    case .unknownKey(let key, let element, let suggestion):
      "unknown key \(quoted(key)) in \(element.words); "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "its keys are \(list(element.keys))")
    case .missingKey(let key, let element): "\(quoted(key)) is missing in \(element.words); add it"
    case .wrongType(let expected, let found, let text): wrongType(expected, found, text)
    case .emptyText: "\(subject) is empty; write something there, or delete the line"
    case .emptyList: "\(subject) has no items; write at least one"
    case .tooLong(let count, let limit):
      "\(subject) has \(count) characters, and \(limit) are allowed; shorten it"
    case .tooMany(let count, let limit):
      "\(subject) has \(count) items, and \(limit) are allowed; take some out"
    case .lineBreak:
      "\(subject) has a line break or a tab, but stands on one line; join the lines, or use \">-\""
    case .outOfRange(let number, let limit):
      "\(subject) is \(decimal(number)), but must be above 0 and at most \(decimal(limit))"
    case .unknownFormat(let format):
      "format \(quoted(format)) is unknown; write \"format: 1\", or use an Aloud that knows it"
    case .badID(let id):
      "the id \(quoted(id)) is not allowed; write 1 to 64 of a–z, A–Z, 0–9, \".\", \"_\" and \"-\", "
        + "the first a letter or a digit"
    case .duplicateID(let id, let firstLine):
      "the id \(quoted(id)) is already used in line \(firstLine) (case does not count); choose another one"
    case .unknownKind(let name, let suggestion):
      "unknown kind \(quoted(name)); "
        + (suggestion.map { "did you mean \(quoted($0))?" }
          ?? "the kinds are \(list(PackElement.targets.keys))")
    case .undeclared(let reference, let name, let suggestion):
      "\(reference.rawValue) \(quoted(name)) is not declared under \(reference.section); "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "declare it there, or delete it here")
    case .repeatedItem(let item): "\(quoted(item)) is listed twice; keep one of them"
    case .badTarget(let min, let goal, let max): badTarget(min, goal, max)
    default: ""
    }
  }

  private func badTarget(_ min: Double, _ goal: Double, _ max: Double) -> String {
    let repair = "write min ≤ goal ≤ max in seconds, up to 3600"
    if min <= 0 { return "the target's min \(decimal(min)) is not above 0; \(repair)" }
    if min > goal {
      return "the target's min \(decimal(min)) is larger than its goal \(decimal(goal)); \(repair)"
    }
    if goal > max {
      return "the target's goal \(decimal(goal)) is larger than its max \(decimal(max)); \(repair)"
    }
    return "the target's max \(decimal(max)) is longer than an hour; \(repair)"
  }

  private func wrongType(_ expected: ValueType, _ found: ValueType, _ text: String?) -> String {
    let mismatch = "\(subject) must be \(expected.words), but is \(text.map { quoted($0) } ?? found.words)"
    switch (expected, found) {
    case (.text, .map):
      return mismatch + "; a colon with a space after it makes a key, so put the text in quotes"
    case (.text, _): return mismatch + "; to begin a text with \"[\" or \"- \", put it in quotes"
    case (.number, .text): return mismatch + "; write digits, such as 90, without quotes or a unit"
    case (.number, _): return mismatch + "; write digits, such as 90"
    case (.list, _): return mismatch + "; write one item a line after \"- \""
    case (.map, _): return mismatch + "; write one \"key: value\" a line"
    }
  }

  /// What the key path leads to: `"kind"`, `an item of "stages"`, `the pack`.
  private var subject: String {
    guard let last = keyPath.split(separator: ".").last else { return "the pack" }
    guard last.hasSuffix("]"), let bracket = last.firstIndex(of: "[") else { return quoted(String(last)) }
    return "an item of \(quoted(String(last[..<bracket])))"
  }
}

extension PackDiagnostic.ValueType {
  var words: String {
    switch self {
    case .text: "text"
    case .number: "a number"
    case .list: "a list"
    case .map: "keys with values"
    }
  }
}

extension PackDiagnostic.Reference {
  var section: String {
    switch self {
    case .stage: "stages"
    case .tag: "qualities"
    case .prompt: "prompts"
    }
  }
}

extension PackElement {
  var words: String {
    switch self {
    case .pack: "the pack"
    case .targets: "targets"
    case .stage, .section, .target, .prompt, .day, .quality: "a \(rawValue)"
    }
  }
}
