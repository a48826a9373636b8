import Foundation
import GRDB
import Rehearsal
import Signal
import SpeechTiming
import Testing

@testable import Tracker

@Suite struct TakeIndexTests {
  let folder: TemporaryFolder
  let index: TakeIndex

  init() throws {
    folder = try TemporaryFolder()
    index = try TakeIndex.open(at: folder.indexPath)
  }

  @Test func `What is recorded comes back the same`() throws {
    let take = try Examples.take()
    try Examples.record(take, in: index)
    let reopened = try TakeIndex.open(at: folder.indexPath)
    #expect(try reopened.take(take.id) == take)
    #expect(try reopened.pacing(of: take.id) == Examples.pacing)
    let summary = try #require(try reopened.takes().first)
    let assessment = Assessment(of: Examples.pacing, against: take.target)
    #expect(
      summary
        == TakeSummary(
          id: take.id, prompt: PromptKey(pack: "tpm", id: "SC1"), title: take.prompt.title,
          recordedAt: take.recordedAt, target: take.target, length: assessment.length,
          pauseRate: Examples.pacing.pauseRate, articulationRate: Examples.pacing.articulationRate,
          flags: assessment.flags.map(\.rule)))
    #expect(summary.flags == [.r3])
  }

  @Test func `Recording a take again replaces it`() throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    take.note = "better"
    let silent = Pacing(duration: 3, speech: [])
    try index.record(take, silent, Assessment(of: silent, against: take.target))
    #expect(try index.take(take.id)?.note == "better")
    #expect(try index.pacing(of: take.id) == silent)
    let summaries = try index.takes()
    #expect(summaries.count == 1)
    #expect(summaries.first?.length == nil)
    #expect(summaries.first?.flags == [])
  }

  @Test func `A take without usable speech has no rates`() throws {
    let take = try Examples.take()
    let word = Pacing(duration: 3, speech: [Interval(start: 1, end: 1.5)], nuclei: [1.2])
    try index.record(take, word, Assessment(of: word, against: take.target))
    let summary = try #require(try index.takes().first)
    #expect(summary.pauseRate == nil)
    #expect(summary.articulationRate == nil)
  }

  @Test func `A new note keeps the analysis, a new target does not`() throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    take.note = nil
    take.covered = [0, 1]
    try index.update(take)
    #expect(try index.take(take.id) == take)
    #expect(try index.pacing(of: take.id) != nil)
    #expect(try index.idsNeedingAnalysis().isEmpty)
    take.target = try Target(min: 10, goal: 20, max: 40)
    try index.update(take)
    #expect(try index.pacing(of: take.id) == nil)
    #expect(try index.idsNeedingAnalysis() == [take.id])
    #expect(try index.takes().map(\.target) == [take.target])
  }

  @Test(arguments: ["gaps", "frames"])
  func `New audio drops the analysis`(changed: String) throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    if changed == "gaps" { take.gaps = [] } else { take.frames += 1 }
    try index.update(take)
    #expect(try index.pacing(of: take.id) == nil)
  }

  @Test func `A take that is being recorded is known but not listed`() throws {
    var take = try Examples.take(state: .recording)
    try index.update(take)
    #expect(try index.take(take.id) == take)
    #expect(try index.ids() == [take.id])
    #expect(try index.takes().isEmpty)
    #expect(try index.idsNeedingAnalysis().isEmpty)
    take.state = .recovered
    try index.update(take)
    #expect(try index.takes().map(\.id) == [take.id])
    #expect(try index.idsNeedingAnalysis() == [take.id])
  }

  @Test func `Removing a take takes its analysis along`() throws {
    let take = try Examples.take()
    try Examples.record(take, in: index)
    try index.remove(take.id)
    try index.remove(take.id)
    #expect(try index.take(take.id) == nil)
    #expect(try index.pacing(of: take.id) == nil)
    #expect(try index.takes().isEmpty)
  }

  @Test func `An analysis of another version is none`() throws {
    let take = try Examples.take()
    try Examples.record(take, in: index)
    try index.database.write { try $0.execute(sql: "UPDATE analysis SET version = version - 1") }
    #expect(try index.pacing(of: take.id) == nil)
    #expect(try index.takes().map(\.length) == [nil])
    #expect(try index.takes().map(\.flags) == [[]])
    #expect(try index.idsNeedingAnalysis() == [take.id])
  }

  @Test func `A number that is not finite is refused and nothing is stored`() throws {
    let take = try Examples.take()
    var pacing = Examples.pacing
    pacing.duration = .nan
    let error = #expect(throws: TrackerError.self) {
      try index.record(take, pacing, Assessment(of: pacing, against: take.target))
    }
    #expect(error?.kind == .unstorable)
    #expect(error?.operation == .record)
    #expect(try index.take(take.id) == nil)
  }

  @Test func `Filters choose the prompt, the count and the order`() throws {
    for (second, prompt) in ["SC1", "WN", "sc1", "SC1"].enumerated() {
      try Examples.record(Examples.take(at: Double(second), prompt: prompt), in: index)
    }
    try Examples.record(Examples.take(at: 9, pack: "other"), in: index)
    func seconds(_ filter: TakeFilter) throws -> [Int] {
      try index.takes(matching: filter).map {
        Int($0.recordedAt.date.timeIntervalSince(Examples.noon))
      }
    }
    let key = PromptKey(pack: "TPM", id: "SC1")
    #expect(try seconds(TakeFilter()) == [9, 3, 2, 1, 0])
    #expect(try seconds(TakeFilter(prompt: key)) == [3, 2, 0])
    #expect(try seconds(TakeFilter(prompt: key, limit: 2)) == [3, 2])
    #expect(try seconds(TakeFilter(prompt: key, limit: 2, order: .oldestFirst)) == [0, 2])
    #expect(try seconds(TakeFilter(limit: 0)) == [])
    #expect(try seconds(TakeFilter(limit: -3)) == [])
    #expect(try seconds(TakeFilter(prompt: PromptKey(pack: "", id: "SC1"))) == [])
  }
}
