@testable import Rehearsal
import Testing

@Suite struct PromptCatalogTests {
  private func pack(_ id: String, _ prompts: String...) -> Pack {
    Pack(
      id: id, title: id,
      prompts: prompts.map {
        Prompt(id: $0, title: "about \($0)", text: "Tell me of deadlines", kind: .culture)
      })
  }

  @Test(arguments: ["PE1", "pe1", "one/PE1", "ONE/pe1"]) func `a prompt is found whatever the letter case`(
    name: String
  ) throws {
    #expect(try PromptCatalog([pack("one", "PE1", "PE2")]).entry(named: name).prompt.id == "PE1")
  }

  @Test func `an id that two packs share must name the pack`() throws {
    let catalog = PromptCatalog([pack("one", "PE1"), pack("two", "PE1")])
    #expect(throws: UnknownPrompt(name: "PE1", suggestions: ["one/PE1", "two/PE1"], ambiguous: true)) {
      try catalog.entry(named: "PE1")
    }
    #expect(try catalog.entry(named: "two/PE1").pack.id == "two")
  }

  @Test(arguments: ["about PE2", "About pe2", "ABOUT PE2"]) func `a prompt is found by its whole title`(
    name: String
  ) throws {
    #expect(try PromptCatalog([pack("one", "PE1", "PE2")]).entry(named: name).prompt.id == "PE2")
    #expect(throws: UnknownPrompt.self) { try PromptCatalog([pack("one", "PE1")]).entry(named: "about") }
  }

  @Test func `a title that several prompts have must be an id, and an id comes first`() throws {
    let catalog = PromptCatalog([pack("one", "PE1", "PE2"), pack("two", "PE2", "about PE1")])
    let error = UnknownPrompt(
      name: "about PE2", suggestions: ["one/PE2", "two/PE2"], ambiguous: true, byTitle: true)
    #expect(throws: error) { try catalog.entry(named: "about PE2") }
    #expect(try catalog.entry(named: "about PE1").prompt.id == "about PE1")
  }

  @Test func `a name that means nothing offers what may have been meant`() {
    #expect(throws: UnknownPrompt(name: "PE9", suggestions: ["PE1", "PE2"], ambiguous: false)) {
      try PromptCatalog([pack("one", "PE1", "PE2", "SC1")]).entry(named: "PE9")
    }
  }

  @Test(arguments: ["", "60", "60-105", "60-105-abc", "105-60-150", "0-1-2", "nan-1-2", "1-2-3-4", "-1-2-3"])
  func `a text that is no target is refused`(text: String) {
    #expect(throws: InvalidTargetText(text: text)) { try Target(text: text) }
  }

  @Test func `a target is read from three numbers`() throws {
    #expect(try Target(text: "60-105-150") == Target(min: 60, goal: 105, max: 150))
  }
}
