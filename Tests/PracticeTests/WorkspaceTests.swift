import CaptureRig
import Foundation
import Rehearsal
import Testing
import Tracker

@testable import Practice
@testable import Recording

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
    #expect(try workspace.answer(named: "last~1").first.id == second)
    #expect(try workspace.answer(named: "PE1@1").first.id == first)
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

  @Test func `a recording waits for no repair, and what was cut off before is brought back meanwhile`() throws
  {
    let takes = person.environment.paths.takes.path
    _ = try Shell.run(
      "'\(CaptureRig.binaries)/capture-child' '\(takes)' mic 1 60 & sleep 1; kill -9 $!; wait")
    let id = Take.sample(1).id
    let workspace = try person.workspace(recordingFirst: true)
    _ = try workspace.nextQuestion()
    #expect(person.told.isEmpty)
    #expect(try workspace.library.load(id).state == .recording)
    var plan = try person.plan()
    #expect(try workspace.library.load(id).state == .recovered, "any other start repairs it")
    var take = try workspace.library.load(id)
    take.state = .recording
    try workspace.library.save(take)
    try workspace.library.journal.begin(id)
    plan.seconds = 60
    let attempt = try Attempt(plan, in: workspace)
    try attempt.begin()
    attempt.wait {
      $0.news.contains { if case .recovered(let take) = $0 { take.id == id } else { false } }
    }
    attempt.stop(.key)
    let end = try attempt.ended()
    #expect(try Set(person.workspace().takes(last: 9).map(\.id)) == [id, end.take.id])
  }

  @Test func `of many packs the right prompt is found as if all were read`() throws {
    let own = person.environment.paths.ownPacks
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    func write(_ id: String, prompt: String, to name: String) throws {
      let text = """
        format: 1
        id: \(id)
        title: Pack \(id)
        prompts:
          - id: \(prompt)
            kind: intro
            title: Title of \(prompt)
            text: Text of \(prompt)

        """
      try Data(text.utf8).write(to: own.appending(path: name))
    }
    for number in 0..<8 { try write("pack\(number)", prompt: "ZQ\(number)", to: "pack\(number).yaml") }
    try write("pack9", prompt: "ZQ7", to: "pack9.yaml")
    let workspace = try person.workspace()
    for name in [
      "PE1", "pe1", "zq3", "netflix-tpm/PE1", "PACK7/zq7", "pack9/ZQ7", "ZQ7", "Q3", "nothing", "pack1/ZQ2",
    ] {
      let found = Result { try workspace.entry(named: name) }
      let wanted = Result { try workspace.catalog.entry(named: name) }
      #expect((try? found.get()) == (try? wanted.get()), "\(name)")
    }
    #expect(try workspace.entry(named: "zq3").pack.id == "pack3")
    #expect(try workspace.nextQuestion().prompt.pack == workspace.catalog.packs.first?.id)
    try person.answer("pack2/ZQ2", until: isEnough)
    #expect(try person.workspace().nextQuestion().prompt.pack == "pack2")
    // A pack of the person's own takes the place of the shipped one, and has no PE1.
    try write("netflix-tpm", prompt: "OTHER", to: "mine.yaml")
    #expect(throws: UnknownPrompt.self) { try workspace.entry(named: "PE1") }
  }

  @Test func `a take that nobody measured is measured when it is shown`() throws {
    let end = try person.answer(until: { $0.seconds >= 18 })
    try FileManager.default.removeItem(at: person.environment.paths.index)
    let workspace = try person.workspace()
    #expect(try workspace.review(of: end.take).pacing == end.reviewed?.pacing)
    #expect(try workspace.takes(last: 1).first?.length != nil)
  }

  @Test func `ticking marks what was covered, unticking takes marks away, in the sidecar`() throws {
    let take = try person.answer(until: isEnough).take
    let workspace = try person.workspace()
    var answer = try workspace.tick([1, 3], in: Answer(take))
    #expect(answer.covered == [0, 2])
    answer = try workspace.tick([1, 2], untick: [3, 4], in: answer)
    #expect(try workspace.library.load(take.id).covered == [0, 1])
    #expect(throws: NoSuchItem.self) { try workspace.tick([99], in: answer) }
    #expect(throws: NoSuchItem.self) { try workspace.tick([], untick: [99], in: answer) }
    #expect(throws: NoSuchItem.self) { try workspace.tick([0], in: answer) }
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
