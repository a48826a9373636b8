import CaptureRig
import Foundation
import Rehearsal
import SpeechTiming
import Testing
import Tracker

@testable import Practice
@testable import Recording

/// An answer in several takes, through the application.
@Suite(.serialized) struct PartsTests {
  let person: Person

  init() throws { person = try Person() }

  /// Answers PE1 in so many parts, each of the first `seconds` of the voice: 1 s of silence, 3 s of speech, 1 s of silence,
  /// 4 s of speech.
  private func answer(inParts count: Int, seconds: Double = 8) throws -> [Take] {
    var parts: [Take] = []
    for _ in 0..<count {
      var plan = try person.plan()
      plan.before = parts.last
      plan.seconds = seconds
      let attempt = try Attempt(plan, in: try person.workspace())
      try attempt.begin()
      parts.append(try attempt.ended().take)
      person.setClock(aheadBy: 60)
    }
    return parts
  }

  private func edit(_ take: Take, _ change: (inout Take) -> Void) throws {
    var take = take
    change(&take)
    try TakeLibrary(at: person.environment.paths.takes.path).save(take)
  }

  @Test func `parts are one answer in the list, in trends, by name, and judged together`() throws {
    let parts = try answer(inParts: 3)
    try person.answer("TD1", until: { $0.seconds >= 3 })
    let workspace = try person.workspace()
    let listed = try workspace.takes(last: 9)
    #expect(listed.map(\.id).first == parts[0].id && listed.count == 2)
    #expect(listed[0].parts.map(\.id) == parts.map(\.id))
    #expect(listed[0].parts.map { $0.start.map { ($0 * 10).rounded() / 10 } } == [0, 8, 16])
    let measured = try workspace.review(of: workspace.answer(named: "PE1@1"))
    let alone = try parts.map { try workspace.review(of: $0).assessment.length ?? 0 }
    #expect(abs((measured.assessment.length ?? 0) - alone.reduce(0, +)) < 1e-6, "the parts' own lengths")
    #expect(listed[0].length == measured.assessment.length)
    #expect(measured.pacing.pauses.count == 3, "one in each part, none between them")
    #expect(try workspace.groups(last: 9).map(\.takes.count) == [2])
    #expect(try workspace.assessedTakes(last: 9).map(\.summary.id) == listed.map(\.id).reversed())
    #expect(throws: UnresolvedReference.self) { try workspace.answer(named: "PE1@2") }
    for name in ["last~1", parts[1].id.description, "\(parts[2].id)"] {
      #expect(try workspace.answer(named: name).parts.map(\.take.id) == parts.map(\.id))
    }
    #expect(try workspace.answer(named: "last~1.2").first.id == parts[1].id)
    #expect(throws: NoSuchPart.self) { try workspace.answer(named: "last~1.4") }
    #expect(throws: NoSuchPart.self) { try workspace.answer(named: "last.2") }
  }

  @Test func `an answer goes on after its last part, whichever part is named`() throws {
    let parts = try answer(inParts: 2, seconds: 2)
    let workspace = try person.workspace()
    for name in ["last", "last.1", parts[0].id.description, parts[1].id.description] {
      #expect(try workspace.answerToContinue(named: name).last.id == parts[1].id)
    }
  }

  @Test func `ticks are those of the whole answer, also where an older Aloud ticked a later part`() throws {
    let parts = try answer(inParts: 2, seconds: 2)
    try edit(parts[1]) { $0.covered = [4] }
    let workspace = try person.workspace()
    #expect(try workspace.answer(named: "last").covered == [4])
    let ticked = try workspace.tick([1], in: workspace.answer(named: "last.2"))
    #expect(ticked.covered == [0, 4])
    #expect(try workspace.tick([], untick: [5], in: workspace.answer(named: "last")).covered == [0])
    #expect(try workspace.answer(named: "last").covered == [0])
  }

  @Test func `a part that was deleted, and one whose sound is damaged, are told, and the rest is judged`()
    throws
  {
    let parts = try answer(inParts: 3)
    let library = try TakeLibrary(at: person.environment.paths.takes.path)
    try Data("no sound".utf8).write(to: URL(filePath: library.audioPath(of: parts[1].id)))
    try FileManager.default.removeItem(at: person.environment.paths.index)
    func check() throws {
      let workspace = try person.workspace()
      let measured = try workspace.review(of: workspace.answer(named: "last"))
      #expect(measured.assessment.warnings == [.missingParts([2...2])])
      #expect(measured.parts.map(\.part.take.id) == [parts[0].id, parts[2].id])
      #expect(measured.parts.map(\.part.number) == [1, 3])
      #expect(try workspace.takes(last: 9).map(\.id) == [parts[0].id])
    }
    try check()
    try FileManager.default.removeItem(atPath: "\(library.path)/\(parts[1].id)")
    try check()
    // The first goes as well: the last part is left, and still known as the third.
    try FileManager.default.removeItem(atPath: "\(library.path)/\(parts[0].id)")
    let workspace = try person.workspace()
    let measured = try workspace.review(of: workspace.answer(named: "last"))
    #expect(measured.assessment.warnings == [.missingParts([1...2])])
    #expect(measured.answer.first.id == parts[2].id)
  }

  @Test func `a part whose sidecar was lost stays in its answer`() throws {
    let parts = try answer(inParts: 3, seconds: 2)
    for lost in [parts[1], parts[0]] {
      let library = try TakeLibrary(at: person.environment.paths.takes.path)
      try Data("{".utf8).write(to: URL(filePath: library.sidecarPath(of: lost.id)))
      for rebuilding in [false, true] {
        let workspace = try person.workspace()
        _ = try workspace.recoverAll(rebuilding: rebuilding)
        let listed = try workspace.takes(last: 9)
        #expect(listed.map { $0.parts.map(\.id) } == [parts.map(\.id)])
        #expect(listed.map(\.prompt.id) == ["PE1"])
      }
    }
  }

  @Test func `a sidecar that says something else than the index wins`() throws {
    let parts = try answer(inParts: 2, seconds: 2)
    let workspace = try person.workspace()
    try edit(parts[1]) { ($0.continues, $0.answer, $0.part) = (nil, nil, nil) }
    #expect(try workspace.answer(named: parts[0].id.description).parts.count == 1)
    #expect(try workspace.takes(last: 9).map(\.id) == parts.map(\.id))
  }

  @Test func `circles and strangers end nothing, and are told`() throws {
    let (parts, other) = (
      try answer(inParts: 2, seconds: 2), try person.answer("TD1", until: { $0.seconds >= 1 }).take
    )
    try edit(parts[0]) { $0.continues = parts[1].id }
    try edit(other) { $0.continues = parts[0].id }
    try FileManager.default.removeItem(at: person.environment.paths.index)
    let workspace = try person.workspace()
    #expect(try workspace.takes(last: 9).count == 2)
    #expect(
      try workspace.review(of: workspace.answer(named: parts[1].id.description)).assessment.warnings.first
        == .strayPart(parts[0].id))
    #expect(
      try workspace.review(of: workspace.answer(named: other.id.description)).assessment.warnings.first
        == .strayPart(other.id))
    try edit(other) { $0.continues = other.id }
    #expect(
      try workspace.review(of: workspace.answer(named: other.id.description)).assessment.warnings.first
        == .strayPart(other.id))
  }

  @Test func `the clock of the next part goes on where the part before ended`() throws {
    let parts = try answer(inParts: 2, seconds: 2)
    let before = try person.workspace().answerToContinue(named: "last")
    #expect(before.last.id == parts[1].id && before.seconds == 4)
    var plan = try person.plan(device: "voiceGone")
    (plan.before, plan.secondsBefore) = (before.last, before.seconds)
    let attempt = try Attempt(plan, in: try person.workspace())
    #expect(attempt.state.secondsBefore == 4)
    try attempt.begin()
    let lost = attempt.wait { if case .microphoneLost = $0.phase { true } else { false } }
    #expect(lost.secondsBefore == 9)
    attempt.stop(.key)
  }

  @Test func `what was recorded as the next part is shown with the whole answer`() throws {
    let parts = try answer(inParts: 2)
    let workspace = try person.workspace()
    let reviewed = try workspace.review(of: parts[1])
    #expect(workspace.review(of: reviewed).parts.count == 2)
    let first = try workspace.review(of: parts[0])
    #expect(workspace.review(of: first).parts.count == 1, "while it was the only one")
  }
}
