import Foundation
import Rehearsal
import Testing

@Suite struct NextPromptTests {
  private let pack = Pack(
    id: "p", title: "Pack",
    prompts: ["A1", "A2", "B1"].map { Prompt(id: $0, title: $0, text: "\($0)?", kind: .howTo) })

  private func take(_ prompt: String, at second: Int, flags: [Rule] = []) throws -> TakeSummary {
    let id = try #require(TakeID("20261122-1615\(10 + second)-k3f9"))
    return TakeSummary(
      id: id, prompt: PromptKey(pack: "p", id: prompt), title: prompt,
      recordedAt: Timestamp(Date(timeIntervalSince1970: Double(second)), in: .gmt),
      target: PromptKind.howTo.defaultTarget, length: 80, pauseRate: 5, articulationRate: 4, flags: flags)
  }

  @Test func `a person who has no take begins with the first prompt`() {
    #expect(NextPrompt(of: pack, takes: [])?.prompt.id == "A1")
    #expect(NextPrompt(of: pack, takes: [])?.reason == .neverSpoken)
  }

  @Test func `an answer that broke a rule comes again before a new prompt`() throws {
    let takes = [try take("A1", at: 0, flags: [.r1]), try take("A2", at: 1)]
    #expect(NextPrompt(of: pack, takes: takes)?.prompt.id == "A1")
    #expect(NextPrompt(of: pack, takes: takes)?.reason == .lastTakeFlagged([.r1]))
  }

  @Test func `the prompt spoken last is not asked again at once`() throws {
    #expect(NextPrompt(of: pack, takes: [try take("A1", at: 0, flags: [.r1])])?.prompt.id == "A2")
  }

  @Test func `when all are spoken the one longest ago comes next`() throws {
    let takes = [try take("A2", at: 0), try take("A1", at: 1), try take("B1", at: 2), try take("A2", at: 3)]
    #expect(NextPrompt(of: pack, takes: takes)?.prompt.id == "A1")
  }

  @Test func `an empty pack has nothing to practise`() {
    #expect(NextPrompt(of: Pack(id: "e", title: "Empty", prompts: []), takes: []) == nil)
  }
}
