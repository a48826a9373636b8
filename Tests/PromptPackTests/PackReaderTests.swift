import Foundation
import PromptPack
import Rehearsal
import Testing

struct PackReaderTests {
  @Test func `reads every key`() throws {
    let text =
      Fixture.small + """
            follow-ups: [Who disagreed?]
            covers: [the result, 99.9]
            target: {min: 30, goal: 45.5, max: 60}
        targets:
          drill: {min: 1, goal: 2, max: 3}
        story:
          - {title: Context, says: the facts, seconds: 12}
        plan:
          - {title: Day one, tasks: [Speak], prompts: [A1]}
        terms: [SLO]
        """
    let pack = try PackReader.read(text, named: "small")
    let expected = Pack(
      id: "small", title: "Small", stages: [Stage(id: "screen", title: "Screen", looksAt: "fit")],
      qualities: [Quality(id: "candor", title: "Candor")],
      sections: [StorySection(title: "Context", says: "the facts", seconds: 12)], terms: ["SLO"],
      plan: [PlanDay(title: "Day one", tasks: ["Speak"], prompts: ["A1"])],
      targets: [.drill: try Target(min: 1, goal: 2, max: 3)],
      prompts: [
        Prompt(
          id: "A1", title: "A first prompt", text: "Tell me about it.", kind: .behavioral, stages: ["screen"],
          qualities: ["candor"], followUps: ["Who disagreed?"], covers: ["the result", "99.9"],
          ownTarget: try Target(min: 30, goal: 45.5, max: 60))
      ])
    #expect(pack == expected)
  }

  @Test(arguments: ["\r\n", "\r"])
  func `reads the line ends of other systems`(_ lineEnd: String) throws {
    let text = Fixture.small.replacing("\n", with: lineEnd)
    #expect(try PackReader.read(text, named: "x") == PackReader.read(Fixture.small, named: "x"))
    #expect(
      Fixture.sentences(about: text.replacing("behavioral", with: "x")).first?.hasPrefix("line 11:") == true)
  }

  @Test func `reads a text with a byte order mark`() throws {
    #expect(try PackReader.read("\u{FEFF}" + Fixture.small, named: "x").id == "small")
  }

  @Test(arguments: [
    (">-\n      Tell me.\n      All.", "Tell me. All."),
    ("|\n      Tell me.\n      All.\n", "Tell me.\nAll."),
    ("'It''s 5: go'", "It's 5: go"), ("\"  R&D *really* — \\u00e9\"", "R&D *really* — é"), ("yes", "yes"),
  ])
  func `reads texts in every style of YAML`(_ written: String, _ meant: String) throws {
    let text = Fixture.small.replacing("Tell me about it.", with: written)
    #expect(try PackReader.read(text, named: "x").prompts.first?.text == meant)
  }

  @Test(arguments: ["A", "a.b_c-9", "7", String(repeating: "x", count: 64)])
  func `accepts ids of letters, digits, points, underscores and dashes`(_ id: String) throws {
    #expect(try PackReader.read(Fixture.small.replacing("A1", with: id), named: "x").prompts.first?.id == id)
  }

  @Test(arguments: [
    ".", "..", "../x", "/x", "-x", ".x", "a b", "ä", "a/b", "\"a\\n\"", "'a '", "\"a\\\\b\"",
    String(repeating: "x", count: 65),
  ])
  func `refuses ids that are unsafe in a path or on a command line`(_ id: String) {
    let diagnostics = PackReader.diagnose(Array(Fixture.small.replacing("A1", with: id).utf8))
    #expect(diagnostics.count == 1)
    guard case .badID = diagnostics.first?.kind else {
      Issue.record("\(diagnostics)")
      return
    }
  }

  @Test func `tells facts, line, column and key path`() throws {
    let text = Fixture.small.replacing("[candor]", with: "[candor, kandor]")
    let error = #expect(throws: PackError.self) { try PackReader.read(text, named: "mine.yaml") }
    #expect(error?.name == "mine.yaml")
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.kind == .undeclared(.tag, "kandor", suggestion: "candor"))
    #expect(diagnostic.line == 13)
    #expect(diagnostic.column == 20)
    #expect(diagnostic.keyPath == "prompts[0].tags[1]")
    #expect(diagnostic.sentence == #"tag "kandor" is not declared under qualities; did you mean "candor"?"#)
  }

  @Test func `finds all mistakes at once, in the order of the file`() {
    let text =
      Fixture.small.replacing("kind: behavioral", with: "kind: riddle\n    kind: drill")
      .replacing("looks-at: fit", with: "looks-at: ") + "    target: {min: 9, goal: 2, max: 3}\nfoo: 1\n"
    let lines = PackReader.diagnose(Array(text.utf8)).map(\.line)
    #expect(lines == [5, 11, 12, 16, 17])
  }

  @Test func `keeps the characters of a text that nobody sees`() throws {
    let question = "Pourquoi\u{A0}: 👩\u{200D}👩\u{200D}👧\u{FE0F} co\u{AD}op, \u{3000}?"
    let text = Fixture.small.replacing(
      "text: Tell me about it.", with: "text: |\n      \(question)\n      \u{3000}et après - non\u{A0}: quoi")
    let pack = try PackReader.read(text, named: "x")
    #expect(pack.prompts[0].text == "\(question)\n\u{3000}et après - non\u{A0}: quoi")
  }

  @Test func `names the first byte that is not UTF-8`() {
    let bytes = Array("format: 1\nid: é".utf8) + [0xFF] + Array("\ntitle: x\n".utf8)
    let diagnostics = PackReader.diagnose(bytes)
    #expect(diagnostics.map(\.description) == ["line 2: the text is not UTF-8; save the file as UTF-8"])
    #expect(diagnostics.first?.column == 6)
  }

  @Test func `accepts a title of exactly the limit, counted in Unicode scalars`() throws {
    let title = String(repeating: "é", count: 80)
    #expect(try PackReader.read(Fixture.small.replacing("Small", with: title), named: "x").title == title)
  }

  @Test func `an error prints one line for each mistake, the name without its control characters`() {
    let text = Fixture.small.replacing("[screen]", with: "[x]").replacing("[candor]", with: "[y]")
    let error = #expect(throws: PackError.self) { try PackReader.read(text, named: "a\u{1B}[2J.yaml") }
    #expect(
      error?.description == """
        a<U+001B>[2J.yaml: line 12: stage "x" is not declared under stages; declare it there, or delete it here
        a<U+001B>[2J.yaml: line 13: tag "y" is not declared under qualities; declare it there, or delete it here
        """)
  }

  @Test func `stops reading a file that is full of control characters`() {
    let diagnostics = PackReader.diagnose(Array(Fixture.small.utf8) + [UInt8](repeating: 1, count: 5000))
    #expect(diagnostics.last?.kind == .furtherMistakes(1))
  }

  @Test func `lists at most 200 mistakes`() {
    let text = Fixture.small + (0..<250).map { "x\($0): 1\n" }.joined()
    let sentences = Fixture.sentences(about: text)
    #expect(sentences.count == 201)
    #expect(sentences.last == "and 50 more; repair those above first")
  }
}
