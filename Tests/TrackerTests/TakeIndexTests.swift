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
    #expect(try reopened.pacing(of: take.id) == Examples.pacing)
    let summary = try #require(try reopened.takes().first)
    let assessment = Assessment(of: Examples.pacing, against: take.target)
    #expect(
      summary
        == TakeSummary(
          id: take.id, prompt: PromptKey(pack: "tpm", id: "SC1"), title: take.prompt.title,
          recordedAt: take.recordedAt, target: take.target, length: assessment.length,
          pauseRate: Examples.pacing.pauseRate, articulationRate: Examples.pacing.articulationRate))
    #expect(try reopened.assessed([summary]) == [AssessedTake(summary, flags: [.r3])])
  }

  @Test func `Recording a take again replaces it`() throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    take.prompt.title = "better"
    let silent = Pacing(duration: 3, speech: [])
    try index.record(take, silent)
    #expect(try index.takes().map(\.title) == ["better"])
    #expect(try index.pacing(of: take.id) == silent)
    let summaries = try index.takes()
    #expect(summaries.count == 1)
    #expect(summaries.first?.length == nil)
    #expect(try index.assessed(summaries).map(\.flags) == [[]])
  }

  @Test func `A take without usable speech has no rates`() throws {
    let take = try Examples.take()
    let word = Pacing(duration: 3, speech: [Interval(start: 1, end: 1.5)], nuclei: [1.2])
    try index.record(take, word)
    let summary = try #require(try index.takes().first)
    #expect(summary.pauseRate == nil)
    #expect(summary.articulationRate == nil)
  }

  @Test func `A new note or target keeps what was measured, and is judged by the new target`() throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    take.note = nil
    take.covered = [0, 1]
    take.target = try Target(min: 10, goal: 20, max: 40)
    try index.update(take)
    #expect(try index.pacing(of: take.id) == Examples.pacing)
    #expect(try index.idsNeedingAnalysis().isEmpty)
    let takes = try index.takes()
    #expect(takes.map(\.target) == [take.target])
    #expect(takes.map(\.standing) == [.tooLong])
    #expect(try index.assessed(takes).map(\.flags) == [[.r1, .r2, .r3]])
  }

  @Test(arguments: ["gaps", "frames"])
  func `New audio drops the analysis`(changed: String) throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    if changed == "gaps" { take.gaps = [] } else { take.frames += 1 }
    try index.update(take)
    #expect(try index.pacing(of: take.id) == nil)
    #expect(try index.takes().map(\.isMeasured) == [false])
    #expect(try index.takes().map(\.length) == [nil])
    try Examples.record(take, in: index)
    #expect(try index.pacing(of: take.id) == Examples.pacing)
  }

  @Test func `A take that is being recorded has no row, whoever stores it`() throws {
    var take = try Examples.take(state: .recording)
    try index.update(take)
    try index.bringInStep(adding: [take])
    #expect(try index.ids().isEmpty)
    take.state = .recovered
    try index.update(take)
    #expect(try index.takes().map(\.id) == [take.id])
    #expect(try index.idsNeedingAnalysis() == [take.id])
    take.state = .recording
    try index.rebuild(from: [TakeIndex.Entry(take)])
    #expect(try index.ids().isEmpty)
  }

  @Test func `What was measured on another sound is not what was measured on this`() throws {
    var take = try Examples.take()
    try Examples.record(take, in: index)
    #expect(try index.pacing(of: take) == Examples.pacing)
    take.frames += 1
    #expect(try index.pacing(of: take) == nil)
    take.frames -= 1
    take.gaps = []
    #expect(try index.pacing(of: take) == nil)
  }

  @Test func `An index in memory keeps what a file keeps, and leaves no file`() throws {
    let memory = try TakeIndex.inMemory()
    #expect(!memory.isFile && index.isFile)
    #expect(try memory.database.read { try Int.fetchOne($0, sql: "PRAGMA temp_store") } == 2, "in memory")
    #expect(try memory.needsRebuild())
    let take = try Examples.take()
    try memory.rebuild(from: [TakeIndex.Entry(take)])
    try Examples.record(take, in: memory)
    #expect(try memory.pacing(of: take) == Examples.pacing)
    #expect(try memory.takes().map(\.id) == [take.id])
    #expect(try TakeIndex.inMemory().takes().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: ":memory:"))
  }

  @Test func `The largest place there is leaves room for one more take`() throws {
    try Examples.record(Examples.take(), in: index)
    try index.database.write { try $0.execute(sql: "UPDATE take SET place = ?", arguments: [Int64.max]) }
    try Examples.record(Examples.take(at: 1), in: index)
    #expect(try index.takes().count == 2)
  }

  @Test func `Removing a take takes its analysis along`() throws {
    let take = try Examples.take()
    try Examples.record(take, in: index)
    try index.bringInStep(removing: [take.id])
    try index.bringInStep(removing: [take.id])
    #expect(try index.pacing(of: take.id) == nil)
    #expect(try index.takes().isEmpty)
    #expect(try index.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM pacing") } == 0)
  }

  @Test func `A setting that changes asks for no new measuring`() throws {
    let take = try Examples.take()
    try Examples.record(take, in: index)
    var settings = RehearsalSettings()
    settings.longestBreathGroup = 200
    settings.rambleFactor = 0.5
    #expect(try index.assessed(index.takes(), settings: settings).map(\.flags) == [[.r2]])
  }

  @Test func `An analysis of another version is none`() throws {
    let take = try Examples.take()
    try Examples.record(take, in: index)
    try index.database.write { try $0.execute(sql: "UPDATE take SET analysis = analysis - 1") }
    #expect(try index.pacing(of: take.id) == nil)
    #expect(try index.takes().map(\.length) == [nil])
    #expect(try index.takes().map(\.isMeasured) == [false])
    #expect(try index.assessed(index.takes()).map(\.flags) == [[]])
    #expect(try index.idsNeedingAnalysis() == [take.id])
  }

  @Test func `A number that is not finite is refused and nothing is stored`() throws {
    let take = try Examples.take()
    var pacing = Examples.pacing
    pacing.duration = .nan
    let error = #expect(throws: TrackerError.self) {
      try index.record(take, pacing)
    }
    #expect(error?.kind == .unstorable)
    #expect(error?.operation == .record)
    #expect(try index.takes().isEmpty)
  }

  @Test func `Takes are chosen by prompt and count, newest first`() throws {
    for (second, prompt) in ["SC1", "WN", "sc1", "SC1"].enumerated() {
      try Examples.record(Examples.take(at: Double(second), prompt: prompt), in: index)
    }
    try Examples.record(Examples.take(at: 9, pack: "other"), in: index)
    func seconds(_ prompt: PromptKey? = nil, last: Int? = nil) throws -> [Int] {
      try index.takes(of: prompt, last: last).map {
        Int($0.recordedAt.date.timeIntervalSince(Examples.noon))
      }
    }
    let key = PromptKey(pack: "TPM", id: "SC1")
    #expect(try seconds() == [9, 3, 2, 1, 0])
    #expect(try seconds(last: 2) == [9, 3])
    #expect(try seconds(key) == [3, 2, 0])
    #expect(try seconds(key, last: 2) == [3, 2])
    #expect(try seconds(last: 0) == [])
    #expect(try seconds(last: -3) == [])
    #expect(try seconds(PromptKey(pack: "", id: "SC1")) == [])
    #expect(try index.count() == 5)
  }
}
