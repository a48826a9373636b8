extension PackDiagnostic {
  /// What is wrong with the YAML.
  var yamlSentence: String {
    switch kind {
    case .tabIndentation: "there is a tab before the text; indent with spaces"
    case .syntax(let problem): problem.sentence
    case .severalDocuments:
      "a second YAML document begins here; keep one pack in a file and delete the \"---\""
    case .anchor(let name):
      (name.map { quoted("&" + $0) } ?? "a value that begins with \"&\"")
        + " is a YAML anchor, which packs do not have; write the value out, or put the text in quotes"
    case .alias:
      "a value that begins with \"*\" is a YAML alias, which packs do not have; write the value out, "
        + "or put the text in quotes"
    case .tag(let tag):
      "\(quoted(tag)) is a YAML tag, which packs do not have; delete it, or put the text in quotes"
    case .tooDeep(let limit): "more than \(limit) levels are nested here; a pack needs five"
    case .tooManyValues(let limit): "there are more than \(limit) values in this file; split the pack"
    case .keyIsNotText:
      "a key must be text; write \"key: value\", or put a text that begins with \"{\" or \"[\" in quotes"
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
    case .keyIndentation:
      "this line is indented unlike those above it; begin the keys of one item in the same column"
    case .itemIndentation:
      "this item is indented unlike those above it; put every \"- \" of a list in the same column"
    case .textAfterValue:
      "there is more text after the value has ended; put the whole text in one pair of quotes"
    case .outside:
      "this line does not belong to what is above it; begin \"format\", \"id\" and the like in column 1"
    case .openQuote(let line): "the quote that opens in line \(line) is never closed; close it"
    case .openBracket(let line, let closing):
      "a comma or \"\(closing)\" is missing in the brackets that open in line \(line)"
    case .reservedStart(let scalar):
      "a text cannot begin with \(scalar.map { quoted(String(Character($0))) } ?? "this character"); "
        + "put it in quotes"
    case .blockHeader:
      "a text after \"|\" or \">\" begins in the next line; write it there, or put the whole text in quotes"
    case .missingValue: "a value is missing here; write one, or put the text in quotes"
    case .itemInsideLine:
      "an item cannot begin behind a key; write it in the next line, or put the text in quotes"
    case .badEscape:
      "a backslash in double quotes needs a letter that YAML knows; write \\\\, or use single quotes"
    case .badTag:
      "a value that begins with \"!\" is a YAML tag, which packs do not have; put the text in quotes"
    case .directive:
      "a line that begins with \"%\" is a YAML directive, which packs do not have; delete it"
    case .other(let problem): "this is not valid YAML (\(quoted(problem)))"
    }
  }
}
