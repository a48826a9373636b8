import CaptureRig
import Foundation
import Recording
import Rehearsal
import Testing
import Tracker

@testable import Practice

/// One person's rehearsals over days, without a shell.
@Suite(.serialized) struct WorkspaceTests {
  let person: Person

  init() throws { person = try Person() }

  private func isEnough(_ state: AttemptState) -> Bool { state.seconds >= 3 }

  @Test func `the order of takes is the order in which they were spoken, also when the clock goes back`()
    throws
  {
    let first = try person.answer("PE1", until: isEnough).take.id
    person.setClock(aheadBy: -86_400)
    let second = try person.answer("PE1", until: isEnough).take.id
    person.setClock(aheadBy: 3 * 86_400)
    let third = try person.answer("TD1", until: isEnough).take.id
    let workspace = try person.workspace()
    #expect(try workspace.takes(last: 9).map(\.id) == [first, second, third])
    #expect(try workspace.take(named: "last~1").id == second)
    #expect(try workspace.take(named: "PE1@1").id == first)
  }

  @Test func `a take of one's own leaves the index in step, so that the next start lists nothing`() throws {
    // A folder that changed just now may change once more in the same tick of its clock.
    person.setClock(aheadBy: 366 * 86_400)
    for _ in 0..<3 {
      try person.answer(until: isEnough)
      let stamp = try #require(try person.workspace().library.folderStamp)
      let index = try TakeIndex.open(at: person.environment.paths.index.path)
      #expect(try index.isInStep(with: stamp))
    }
    #expect(try person.workspace().takes(last: 9).count == 3)
  }

  @Test func `a prompt whose take broke a rule comes again after another`() throws {
    try person.answer("PE1", until: isEnough)
    let question = try person.workspace().nextQuestion()
    #expect(question.prompt.id != "PE1")
    try person.answer("TD1", until: isEnough)
    #expect(try person.workspace().nextQuestion().prompt.id == "PE1")
  }

  @Test func `a take that was cut off is brought back by the next start, told once, and listed`() throws {
    let takes = person.environment.paths.takes.path
    let child = try Shell.run(
      "'\(CaptureRig.binaries)/capture-child' '\(takes)' mic 1 60 & sleep 1; kill -9 $!; wait")
    #expect(child.output.contains("recording"))
    let workspace = try person.workspace()
    guard case .recovered(let take)? = person.told.first else {
      Issue.record("\(person.told)")
      return
    }
    #expect(take.id == Take.sample(1).id && take.frames > 0)
    #expect(try workspace.takes(last: 9).map(\.id) == [take.id])
    _ = try person.workspace()
    #expect(person.told.count == 1)
  }

  @Test func `a take that nobody measured is measured when it is shown`() throws {
    let end = try person.answer(until: { $0.seconds >= 18 })
    try FileManager.default.removeItem(at: person.environment.paths.index)
    let workspace = try person.workspace()
    #expect(try workspace.review(of: end.take).pacing == end.reviewed?.pacing)
    #expect(try workspace.takes(last: 1).first?.length != nil)
  }

  @Test func `ticking marks what was covered and takes marks away, in the sidecar`() throws {
    var take = try person.answer(until: isEnough).take
    let workspace = try person.workspace()
    take = try workspace.tick([1, 3], in: take)
    #expect(take.covered == [0, 2])
    take = try workspace.tick([3, 2], in: take)
    #expect(try workspace.library.load(take.id).covered == [0, 1])
    #expect(throws: NoSuchItem.self) { try workspace.tick([99], in: take) }
    #expect(throws: NoSuchItem.self) { try workspace.tick([0], in: take) }
    #expect(try workspace.library.load(take.id).covered == [0, 1])
  }

  @Test func `an index that cannot be used is told, and stops nothing`() throws {
    try FileManager.default.createDirectory(
      at: person.environment.paths.index, withIntermediateDirectories: true)
    let id = try person.answer(until: isEnough).take.id
    let workspace = try person.workspace()
    #expect(try workspace.takes(last: 9).map(\.id) == [id])
    #expect(person.told.contains { if case .indexUnusable = $0 { true } else { false } })
  }

  @Test func `a damaged index is set aside and made anew`() throws {
    let id = try person.answer(until: isEnough).take.id
    try Data("no database".utf8).write(to: person.environment.paths.index)
    #expect(try person.workspace().takes(last: 9).map(\.id) == [id])
    #expect(person.told.contains { if case .indexSetAside = $0 { true } else { false } })
  }
}
