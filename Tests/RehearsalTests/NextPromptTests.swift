import Foundation
import Rehearsal
import Testing

@Suite struct NextPromptTests {
  private let pack = Pack(
    id: "p", title: "Pack",
    prompts: ["A1", "A2", "B1"].map { Prompt(id: $0, title: $0, text: "\($0)?", kind: .howTo) })

  private func take(_ prompt: String, at second: Int, flags: [Rule] = []) throws -> AssessedTake {
    let id = try #require(TakeID("20261122-1615\(10 + second)-k3f9"))
    let take = TakeSummary(
      id: id, prompt: PromptKey(pack: "p", id: prompt), title: prompt,
      recordedAt: Timestamp(Date(timeIntervalSince1970: Double(second)), in: .gmt),
      target: PromptKind.howTo.defaultTarget, length: 80, pauseRate: 5, articulationRate: 4)
    return AssessedTake(take, flags: flags)
  }

  @Test func `a person who has no take begins with the first prompt`() {
    #expect(NextPrompt(of: pack, latest: [], last: nil)?.prompt.id == "A1")
    #expect(NextPrompt(of: pack, latest: [], last: nil)?.reason == .neverSpoken)
  }

  @Test func `an answer that broke a rule comes again before a new prompt`() throws {
    let takes = [try take("A1", at: 0, flags: [.r1]), try take("A2", at: 1)]
    #expect(NextPrompt(of: pack, latest: takes, last: takes.last?.summary.prompt)?.prompt.id == "A1")
    #expect(
      NextPrompt(of: pack, latest: takes, last: takes.last?.summary.prompt)?.reason == .lastTakeFlagged([.r1])
    )
  }

  @Test func `the prompt spoken last is not asked again at once`() throws {
    let takes = [try take("A1", at: 0, flags: [.r1])]
    #expect(NextPrompt(of: pack, latest: takes, last: PromptKey(pack: "p", id: "A1"))?.prompt.id == "A2")
  }

  @Test func `when all are spoken the one longest ago comes next`() throws {
    let takes = [try take("A1", at: 1), try take("B1", at: 2), try take("A2", at: 3)]
    #expect(NextPrompt(of: pack, latest: takes, last: takes.last?.summary.prompt)?.prompt.id == "A1")
  }

  @Test func `an empty pack has nothing to practise`() {
    #expect(NextPrompt(of: Pack(id: "e", title: "Empty", prompts: []), latest: [], last: nil) == nil)
  }
}
