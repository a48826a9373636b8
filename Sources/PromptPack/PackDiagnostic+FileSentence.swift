import Foundation

extension PackDiagnostic {
  /// What is wrong with the file or its characters.
  var fileSentence: String {
    switch kind {
    case .unreadable(let errno): "the file cannot be read: \(String(cString: strerror(errno)))"
    case .notAFile: "this is not a regular file; packs are read from files only"
    case .tooLarge(let limit): "the file is larger than \(limit >> 20) MiB; split the pack into several files"
    case .notUTF8: "the text is not UTF-8; save the file as UTF-8"
    case .forbiddenCharacter(let scalar):
      "the invisible character \(name(of: scalar)) is not allowed, because it can change what a screen shows; delete it"
    case .noContent: "there is no pack in this file; begin with \"format: 1\""
    case .takenPackID(let id, let other):
      "the pack id \(quoted(id)) is already taken by \(quoted(other)); choose another one"
    default: ""
    }
  }

  /// What is wrong with the YAML.
  var yamlSentence: String {
    switch kind {
    case .tabIndentation: "there is a tab before the text; indent with spaces"
    case .syntax(let problem): problem.sentence
    case .severalDocuments:
      "a second YAML document begins here; keep one pack in a file and delete the \"---\""
    case .anchor(let name):
      "\(quoted("&" + (name ?? ""))) is a YAML anchor, which packs do not have; write the value out, "
        + "or put the text in quotes"
    case .alias:
      "a value that begins with \"*\" is a YAML alias, which packs do not have; write the value out, "
        + "or put the text in quotes"
    case .tag(let tag):
      "\(quoted(tag)) is a YAML tag, which packs do not have; delete it, or put the text in quotes"
    case .tooDeep(let limit): "more than \(limit) levels are nested here; a pack needs five"
    case .tooManyValues(let limit): "there are more than \(limit) values in this file; split the pack"
    case .keyIsNotText:
      "a key must be text; write \"key: value\", or put a text that begins with \"{\" in quotes"
    case .duplicateKey(let key, let firstLine?):
      "\(quoted(key)) is here a second time, first in line \(firstLine); keep one of them"
    case .duplicateKey(let key, nil): "\(quoted(key)) is here more than once; keep one of them"
    default: ""
    }
  }
}

extension SyntaxProblem {
  /// What the YAML parser stumbled over, and the repair.
  var sentence: String {
    switch self {
    case .strayColon: "a colon with a space after it is not allowed inside a text; put the text in quotes"
    case .missingColon:
      "this line is no \"key: value\"; add the colon, or indent the line to join it to the text above"
    case .indentation:
      "this line does not fit the lines above; give the keys of one item the same indentation"
    case .listIndentation:
      "this line does not fit the list above; begin an item with \"- \" in the same column"
    case .openQuote(let line): "the quote that opens in line \(line) is never closed; close it"
    case .openBracket(let line, let closing):
      "a comma or \"\(closing)\" is missing in the brackets that open in line \(line)"
    case .reservedStart(let scalar):
      "a text cannot begin with \(scalar.map { quoted(String(Character($0))) } ?? "this character"); put it in quotes"
    case .badEscape:
      "a backslash in double quotes needs a letter that YAML knows; write \\\\, or use single quotes"
    case .badTag:
      "a value that begins with \"!\" is a YAML tag, which packs do not have; put the text in quotes"
    case .other(let problem): "this is not valid YAML (\(quoted(problem)))"
    }
  }
}

/// `text` in quotes, of at most 60 characters, with control characters by their numbers.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let shown = scalars.prefix(60).map { $0.isForbidden ? "<\(name(of: $0))>" : String(Character($0)) }
  return "\"\(shown.joined())\(scalars.count > 60 ? "…" : "")\""
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

/// `90` or `0.5`: no fraction where there is none.
func decimal(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? String(number)
}
