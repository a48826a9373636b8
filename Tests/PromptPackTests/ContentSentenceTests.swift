import Foundation
import PromptPack
import Testing

/// One change to `Fixture.small`, and the exact sentences it must bring.
struct BrokenContent: CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let sentences: [String]

  /// `Fixture.small` with `old` replaced by `new`; without `old`, `new` comes after it.
  init(_ name: String, _ old: String?, _ new: String, _ sentences: String...) {
    testDescription = name
    text = old.map { Fixture.small.replacing($0, with: new) } ?? Fixture.small + new
    self.sentences = sentences
  }
}

struct ContentSentenceTests {
  @Test func `the small pack itself has no mistakes`() {
    #expect(Fixture.sentences(about: Fixture.small) == [])
  }

  @Test(arguments: names + shapes + values)
  func `names the place, the mistake and the repair`(_ broken: BrokenContent) {
    #expect(broken.text != Fixture.small)
    #expect(Fixture.sentences(about: broken.text) == broken.sentences)
  }

  static let names = [
    BrokenContent(
      "unknown kind, near", "behavioral", "behavioural",
      #"line 11: unknown kind "behavioural"; did you mean "behavioral"?"#),
    BrokenContent(
      "unknown kind, far", "behavioral", "riddle",
      #"line 11: unknown kind "riddle"; the kinds are intro, motivation, behavioral, how-to, culture, technical, scenario, drill and reverse"#
    ),
    BrokenContent(
      "undeclared stage, near", "[screen]", "[sceen]",
      #"line 12: stage "sceen" is not declared under stages; did you mean "screen"?"#),
    BrokenContent(
      "undeclared stage, other case", "[screen]", "[Screen]",
      #"line 12: stage "Screen" is not declared under stages; did you mean "screen"?"#),
    BrokenContent(
      "undeclared tag, far", "[candor]", "[courage]",
      #"line 13: tag "courage" is not declared under qualities; declare it there, or delete it here"#),
    BrokenContent(
      "undeclared prompt", nil, "plan:\n  - {title: Day, tasks: [go], prompts: [A1, A2]}\n",
      #"line 16: prompt "A2" is not declared under prompts; did you mean "A1"?"#),
    BrokenContent(
      "unknown key, near", "text:", "txt:",
      #"line 9: "text" is missing in a prompt; add it"#,
      #"line 14: unknown key "txt" in a prompt; did you mean "text"?"#),
    BrokenContent(
      "unknown key, far", nil, "colour: red\n",
      #"line 15: unknown key "colour" in the pack; its keys are format, id, title, prompts, stages, qualities, story, targets, plan and terms"#
    ),
    BrokenContent(
      "unknown kind of target", nil, "targets:\n  behavorial: {min: 1, goal: 2, max: 3}\n",
      #"line 16: unknown key "behavorial" in targets; did you mean "behavioral"?"#),
    BrokenContent(
      "missing keys", "- {id: screen, title: Screen, looks-at: fit}", "- {id: screen}",
      #"line 5: "title" is missing in a stage; add it"#,
      #"line 5: "looks-at" is missing in a stage; add it"#),
    BrokenContent(
      "duplicate id, other case", nil, "  - {id: a1, title: T, kind: drill, text: Go}\n",
      #"line 15: the id "a1" is already used in line 9 (case does not count); choose another one"#),
    BrokenContent(
      "id with a slash", "A1", "../etc",
      #"line 9: the id "../etc" is not allowed; write 1 to 64 of a–z, A–Z, 0–9, ".", "_" and "-", the first a letter or a digit"#
    ),
    BrokenContent(
      "id that is too long", "A1", String(repeating: "a", count: 65),
      "line 9: the id \"\(String(repeating: "a", count: 60))…\" is not allowed; write 1 to 64 of a–z, A–Z, 0–9, "
        + "\".\", \"_\" and \"-\", the first a letter or a digit"),
    BrokenContent(
      "repeated reference", "[screen]", "[screen, screen]",
      #"line 12: "screen" is listed twice; keep one of them"#),
    BrokenContent(
      "repeated term", nil, "terms: [SLO, latency, slo]\n",
      #"line 15: "slo" is listed twice; keep one of them"#),
  ]

  static let shapes = [
    BrokenContent(
      "text is a list", "title: Small", "title: [a]",
      #"line 3: "title" must be text, but is a list; to begin a text with "[" or "- ", put it in quotes"#),
    BrokenContent(
      "a colon in an item", nil, "    covers:\n      - Impact first: who and how many\n",
      #"line 16: an item of "covers" must be text, but is keys with values; a colon with a space after it makes a key, so put the text in quotes"#
    ),
    BrokenContent(
      "list is a text", "[screen]", "screen",
      #"line 12: "stages" must be a list, but is "screen"; write one item a line after "- ""#),
    BrokenContent(
      "list is a map", nil, "terms: {a: b}\n",
      #"line 15: "terms" must be a list, but is keys with values; write one item a line after "- ""#),
    BrokenContent(
      "map is a text", nil, "    target: 60-105-150\n",
      #"line 15: "target" must be keys with values, but is "60-105-150"; write one "key: value" a line"#),
    BrokenContent(
      "item is a text", nil, "  - B2\n",
      #"line 15: an item of "prompts" must be keys with values, but is "B2"; write one "key: value" a line"#),
    BrokenContent(
      "number in quotes", nil, "    target: {min: \"60\", goal: 90, max: 120}\n",
      #"line 15: "min" must be a number, but is "60"; write digits, such as 90, without quotes or a unit"#),
    BrokenContent(
      "number with a unit", nil, "    target: {min: 60s, goal: 90, max: 120}\n",
      #"line 15: "min" must be a number, but is "60s"; write digits, such as 90, without quotes or a unit"#),
    BrokenContent(
      "number is infinite", nil, "    target: {min: 60, goal: 90, max: .inf}\n",
      #"line 15: "max" must be a number, but is ".inf"; write digits, such as 90, without quotes or a unit"#),
    BrokenContent(
      "number with an exponent", nil, "    target: {min: 60, goal: 90, max: 1e3}\n",
      #"line 15: "max" must be a number, but is "1e3"; write digits, such as 90, without quotes or a unit"#),
    BrokenContent(
      "number is a list", nil, "    target: {min: [], goal: 90, max: 120}\n",
      #"line 15: "min" must be a number, but is a list; write digits, such as 90"#),
    BrokenContent(
      "number without a value", nil, "    target: {min: , goal: 90, max: 120}\n",
      #"line 15: "min" is empty; write something there, or delete the line"#),
    BrokenContent(
      "no value", "Tell me about it.", "",
      #"line 14: "text" is empty; write something there, or delete the line"#),
    BrokenContent(
      "blank value", "Tell me about it.", #""  ""#,
      #"line 14: "text" is empty; write something there, or delete the line"#),
  ]

  static let values = [
    BrokenContent(
      "another format", "format: 1", "format: 2",
      #"line 1: format "2" is unknown; write "format: 1", or use an Aloud that knows it"#),
    BrokenContent(
      "goal above max", nil, "    target: {min: 60, goal: 200, max: 150}\n",
      "line 15: the target's goal 200 is larger than its max 150; write min ≤ goal ≤ max in seconds, up to 3600"
    ),
    BrokenContent(
      "min above goal", nil, "    target: {min: 60.5, goal: 60, max: 150}\n",
      "line 15: the target's min 60.5 is larger than its goal 60; write min ≤ goal ≤ max in seconds, up to 3600"
    ),
    BrokenContent(
      "min of zero", nil, "targets:\n  drill: {min: 0, goal: 60, max: 150}\n",
      "line 16: the target's min 0 is not above 0; write min ≤ goal ≤ max in seconds, up to 3600"),
    BrokenContent(
      "more than an hour", nil, "    target: {min: 1, goal: 60, max: 3601}\n",
      "line 15: the target's max 3601 is longer than an hour; write min ≤ goal ≤ max in seconds, up to 3600"),
    BrokenContent(
      "section without length", nil, "story:\n  - {title: Context, says: the facts, seconds: -1}\n",
      #"line 16: "seconds" is -1, but must be above 0 and at most 600"#),
    BrokenContent(
      "long title", "Small", String(repeating: "é", count: 81),
      #"line 3: "title" has 81 characters, and 80 are allowed; shorten it"#),
    BrokenContent(
      "line break in a title", "title: Small", "title: |\n  Sm\n  all",
      #"line 3: "title" has a line break or a tab, but stands on one line; join the lines, or use ">-""#),
    BrokenContent(
      "no prompts", Fixture.small.components(separatedBy: "prompts:\n").last, "  []\n",
      #"line 9: "prompts" has no items; write at least one"#),
    BrokenContent(
      "too many probes", nil, "    follow-ups: [a, b, c, d, e, f, g, h, i, j, k]\n",
      #"line 15: "follow-ups" has 11 items, and 10 are allowed; take some out"#),
    BrokenContent(
      "escape sequence in double quotes", "Tell me about it.", #""\e]0;x\a""#,
      "line 14: the invisible character U+001B is not allowed, because it can change what a screen shows; delete it"
    ),
    BrokenContent(
      "hostile key", nil, #""\e[31m": red"# + "\n",
      "line 15: the invisible character U+001B is not allowed, because it can change what a screen shows; delete it"
    ),
  ]
}
