import Testing

struct YAMLSentenceTests {
  @Test(arguments: files + syntax + refused + invisible + several)
  func `says in plain words what is wrong with the YAML`(_ broken: BrokenContent) {
    #expect(broken.text != Fixture.small)
    #expect(Fixture.sentences(about: broken.text) == broken.sentences)
  }

  static let files = [
    BrokenContent("nothing", Fixture.small, "", #"there is no pack in this file; begin with "format: 1""#),
    BrokenContent(
      "a comment", Fixture.small, "# soon\n", #"there is no pack in this file; begin with "format: 1""#),
    BrokenContent("null", Fixture.small, "~\n", #"there is no pack in this file; begin with "format: 1""#),
    BrokenContent(
      "prose", Fixture.small, "Dear Sir\n",
      #"line 1: the pack must be keys with values, but is "Dear Sir"; write one "key: value" a line"#),
    BrokenContent(
      "control character", "Small", "Sm\u{1B}[2Jall",
      "line 3: the invisible character U+001B is not allowed, because it can change what a screen shows; delete it"
    ),
    BrokenContent(
      "bidirectional control in a comment", nil, "# safe \u{202E} efas\n",
      "line 15: the invisible character U+202E is not allowed, because it can change what a screen shows; delete it"
    ),
  ]

  static let syntax = [
    BrokenContent(
      "colon in a text", "Tell me", "Tell me: all",
      "line 14: a colon with a space after it is not allowed inside a text; put the text in quotes"),
    BrokenContent(
      "no colon", "tags: [candor]", "tags",
      #"line 13: this line is no "key: value"; add the colon, or indent the line to join it to the text above"#
    ),
    BrokenContent(
      "key one column left", "    tags", "   tags",
      "line 13: this line is indented unlike those above it; begin the keys of one item in the same column"),
    BrokenContent(
      "item one column left", nil, "    covers:\n      - a\n     - b\n",
      #"line 17: this item is indented unlike those above it; put every "- " of a list in the same column"#),
    BrokenContent(
      "first line indented", "format: 1", " format: 1",
      #"line 2: this line does not belong to what is above it; begin "format", "id" and the like in column 1"#
    ),
    BrokenContent(
      "text behind quotes", "Tell me", #""Tell" me"#,
      "line 14: there is more text after the value has ended; put the whole text in one pair of quotes"),
    BrokenContent(
      "open quote", "Tell me", #""Tell me"#,
      "line 15: the quote that opens in line 14 is never closed; close it"),
    BrokenContent(
      "open list", "[screen]", "[screen",
      #"line 13: a comma or "]" is missing in the brackets that open in line 12"#),
    BrokenContent(
      "open map", "looks-at: fit}", "looks-at: fit",
      #"line 6: a comma or "}" is missing in the brackets that open in line 5"#),
    BrokenContent("at sign", "Tell me", "@you", #"line 14: a text cannot begin with "@"; put it in quotes"#),
    BrokenContent(
      "backquote", "Tell me", "`you`", #"line 14: a text cannot begin with "`"; put it in quotes"#),
    BrokenContent(
      "percent sign", "Tell me", "%you", #"line 14: a text cannot begin with "%"; put it in quotes"#),
    BrokenContent(
      "backslash", "Tell me about it.", #""C:\quit""#,
      #"line 14: a backslash in double quotes needs a letter that YAML knows; write \\, or use single quotes"#
    ),
    BrokenContent(
      "text behind a bar", "Tell me", "| Tell me",
      #"line 14: a text after "|" or ">" begins in the next line; write it there, or put the whole text in quotes"#
    ),
    BrokenContent(
      "two commas", "[screen]", "[screen,,]",
      "line 12: a value is missing here; write one, or put the text in quotes"),
    BrokenContent(
      "item behind a key", "Tell me", "- Tell me",
      "line 14: an item cannot begin behind a key; write it in the next line, or put the text in quotes"),
    BrokenContent(
      "tab behind a dash", nil, "    covers:\n      -\t- a\n",
      "line 16: there is a tab before the text; indent with spaces"),
    BrokenContent(
      "tabs before items, all of them", nil, "    covers:\n\t- a\n\t- b\n",
      "line 16: there is a tab before the text; indent with spaces",
      "line 17: there is a tab before the text; indent with spaces"),
    BrokenContent(
      "tabs, all of them", nil, "\tcovers:\n\t\t- a\n",
      "line 15: there is a tab before the text; indent with spaces",
      "line 16: there is a tab before the text; indent with spaces"),
    BrokenContent(
      "a key twice, three times and twice elsewhere", nil,
      "    title: again\n    \"title\": more\ntitle: again\n",
      #"line 15: "title" is here a second time, first in line 10; keep one of them"#,
      #"line 16: "title" is here a second time, first in line 10; keep one of them"#,
      #"line 17: "title" is here a second time, first in line 3; keep one of them"#),
    BrokenContent(
      "a key in quotes, then without", nil, "\"terms\": [a]\nterms: [b]\n",
      #"line 16: "terms" is here a second time, first in line 15; keep one of them"#),
    BrokenContent(
      "a key twice beside another mistake", "kind: behavioral", "kind: behavioural\n    title: B",
      #"line 11: unknown kind "behavioural"; did you mean "behavioral"?"#,
      #"line 12: "title" is here a second time, first in line 10; keep one of them"#),
    BrokenContent(
      "a list as a key", nil, "[a, b]: c\n",
      #"line 15: a key must be text; write "key: value", or put a text that begins with "{" or "[" in quotes"#
    ),
    BrokenContent(
      "a list as a key, twice", nil, "[a]: c\n[a]: d\n",
      #"line 15: a key must be text; write "key: value", or put a text that begins with "{" or "[" in quotes"#
    ),
  ]

  static let refused = [
    BrokenContent(
      "anchor and alias", "stages: [screen]", "stages: &all [screen]\n    covers: *all",
      #"line 12: "&all" is a YAML anchor, which packs do not have; write the value out, or put the text in quotes"#
    ),
    BrokenContent(
      "alias without anchor", "Tell me", "*Really*, tell me",
      #"line 14: a value that begins with "*" is a YAML alias, which packs do not have; write the value out, or put the text in quotes"#
    ),
    BrokenContent(
      "lonely ampersand", "Tell me", "& tell me",
      #"line 14: a value that begins with "&" is a YAML anchor, which packs do not have; write the value out, or put the text in quotes"#
    ),
    BrokenContent(
      "standard tag", "Tell me", "!!python/object:os.system rm",
      #"line 14: "!!python/object:os.system" is a YAML tag, which packs do not have; delete it, or put the text in quotes"#
    ),
    BrokenContent(
      "local tag on a list", "[screen]", "!all [screen]",
      #"line 12: "!all" is a YAML tag, which packs do not have; delete it, or put the text in quotes"#),
    BrokenContent(
      "tag without a handle", "Tell me", "!e!x me",
      #"line 14: a value that begins with "!" is a YAML tag, which packs do not have; put the text in quotes"#
    ),
    BrokenContent(
      "directive", "format: 1", "%YAML 1.1\n---\nformat: 1",
      #"line 1: a line that begins with "%" is a YAML directive, which packs do not have; delete it"#),
    BrokenContent(
      "two documents", nil, "---\nformat: 1\n",
      #"line 15: a second YAML document begins here; keep one pack in a file and delete the "---""#),
  ]

  static let invisible = [
    BrokenContent(
      "no-break spaces in the indentation", "    kind", "\u{A0}\u{A0}\u{A0}\u{A0}kind",
      "line 11: the invisible character U+00A0 is here where YAML has plain spaces; write a space in its place"
    ),
    BrokenContent(
      "a no-break space behind a colon", "kind: ", "kind:\u{A0}",
      "line 11: the invisible character U+00A0 is here where YAML has plain spaces; write a space in its place"
    ),
    BrokenContent(
      "a narrow one before it", "kind: ", "kind\u{202F}: ",
      "line 11: the invisible character U+202F is here where YAML has plain spaces; write a space in its place"
    ),
    BrokenContent(
      "an ideographic space behind a dash", "- id", "-\u{3000}id",
      "line 9: the invisible character U+3000 is here where YAML has plain spaces; write a space in its place"
    ),
    BrokenContent(
      "one without width in a key", "kind: ", "ki\u{200B}nd: ",
      "line 11: the invisible character U+200B is here where YAML has nothing; delete it"),
    BrokenContent(
      "a soft hyphen before a key", "    kind: ", "    \u{AD}kind: ",
      "line 11: the invisible character U+00AD is here where YAML has nothing; delete it"),
    BrokenContent(
      "a word joiner in an id", "- id: A1", "- id: A\u{2060}1",
      #"line 9: the id "A<U+2060>1" is not allowed; write 1 to 64 of a–z, A–Z, 0–9, ".", "_" and "-", the first a letter or a digit"#
    ),
    BrokenContent(
      "a joiner behind a kind", "behavioral", "behavioral\u{200D}",
      #"line 11: unknown kind "behavioral<U+200D>"; did you mean "behavioral"?"#),
    BrokenContent(
      "two kinds of them and another mistake", "    kind: behavioral", "\u{A0}\u{2007}  kind: riddle",
      "line 11: the invisible character U+00A0 is here where YAML has plain spaces; write a space in its place",
      "line 11: the invisible character U+2007 is here where YAML has plain spaces; write a space in its place",
      #"line 11: unknown kind "riddle"; the kinds are intro, motivation, behavioral, how-to, culture, technical, scenario, drill and reverse"#
    ),
  ]

  static let several = [
    BrokenContent(
      "a colon in a text, and what comes after", "text: Tell me", "text: Tell: me\n    kinds: x\nfoo: 1",
      "line 14: a colon with a space after it is not allowed inside a text; put the text in quotes",
      #"line 15: unknown key "kinds" in a prompt; did you mean "kind"?"#,
      #"line 16: unknown key "foo" in the pack; its keys are format, id, title, prompts, stages, qualities, story, targets, plan and terms"#
    ),
    BrokenContent(
      "three broken lines", "kind: behavioral\n    stages: [screen]\n    tags: [candor]",
      "kind: @x\n    stages: [screen\n    tags: \"candor",
      #"line 11: a text cannot begin with "@"; put it in quotes"#,
      #"line 13: a comma or "]" is missing in the brackets that open in line 12"#,
      "line 15: the quote that opens in line 13 is never closed; close it"),
    BrokenContent(
      "an item that cannot be read, and references to it", "  - {id: candor, title: Candor}",
      "  - id candor\n    title: Candor",
      "line 8: a colon with a space after it is not allowed inside a text; put the text in quotes"),
  ]
}
