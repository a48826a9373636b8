import AudioDevice
import CaptureRig
import Foundation
import Recording
import Rehearsal
import Signal
import SpeechTiming
import Testing

@testable import Practice

/// Whole rehearsals through the application, with the real recorder and a virtual microphone.
@Suite(.serialized) struct AttemptTests {
  let person: Person

  init() throws { person = try Person() }

  private func isRecording(_ state: AttemptState) -> Bool {
    if case .recording = state.phase { true } else { false }
  }

  @Test func `an attempt goes from thinking to the review, and the take is in the list`() throws {
    var plan = try person.plan()
    plan.think = 10
    let workspace = try person.workspace()
    let attempt = try Attempt(plan, in: workspace)
    try attempt.begin()
    attempt.wait { if case .thinking(10) = $0.phase { true } else { false } }
    person.pass(4)
    attempt.wait { if case .thinking(6) = $0.phase { true } else { false } }
    #expect(try workspace.library.takeIDs().isEmpty)
    person.pass(6)
    attempt.wait { $0.seconds >= 18 }
    attempt.stop(.key)
    let end = try attempt.ended()
    #expect(end.isSaved && end.failure == nil && end.deviceError == nil)
    #expect(end.take.ending == .key)
    #expect(end.take.id.description.hasPrefix("20261122-161512-"))
    #expect(end.take.recordedAt.text == "2026-11-22T16:15:12.000Z")
    let pacing = try #require(end.reviewed).pacing
    #expect(pacing.pauses.map { ($0.interval.duration * 10).rounded() / 10 } == [1, 3])
    #expect(end.reviewed?.assessment.flags.map(\.rule) == [.tooShort])
    #expect(try workspace.takes(last: 9).map(\.id) == [end.take.id])
    #expect(try workspace.library.load(end.take.id) == end.take)
  }

  @Test func `thinking ends early when the speaker starts`() throws {
    var plan = try person.plan()
    plan.think = 10
    let attempt = try Attempt(plan, in: try person.workspace())
    try attempt.begin()
    attempt.start()
    attempt.wait(until: isRecording)
    attempt.stop(.key)
    #expect(try attempt.ended().isSaved)
  }

  @Test(arguments: [Take.Ending.key, .signal])
  func `an attempt that is stopped while thinking leaves nothing`(ending: Take.Ending) throws {
    var plan = try person.plan()
    plan.think = 10
    let workspace = try person.workspace()
    let attempt = try Attempt(plan, in: workspace)
    try attempt.begin()
    attempt.stop(ending)
    guard case .notBegun = attempt.wait(until: { $0.end != nil }).end else {
      Issue.record("\(attempt.state.phase)")
      return
    }
    #expect(try workspace.library.takeIDs().isEmpty)
  }

  @Test func `the limit ends it to the frame, and nobody need look`() throws {
    var plan = try person.plan()
    plan.seconds = 2
    let attempt = try Attempt(plan, in: try person.workspace())
    try attempt.begin()
    let end = try attempt.ended()
    #expect(end.take.ending == .limit)
    #expect(end.take.frames == 96_000)
  }

  @Test func `what cannot be recorded is refused before the speaker thinks, and leaves nothing`() throws {
    let workspace = try person.workspace()
    #expect(throws: AudioDeviceError.self) { try Attempt(person.plan(device: "busy"), in: workspace) }
    var plan = try person.plan()
    plan.seconds = 1e12
    #expect(throws: NoRoom.self) { try Attempt(plan, in: workspace) }
    #expect(try workspace.library.takeIDs().isEmpty)
  }

  @Test func `a microphone that went away can come back for the next part`() throws {
    let workspace = try person.workspace()
    let attempt = try Attempt(person.plan(device: "voiceGone"), in: workspace)
    try attempt.begin()
    attempt.wait { if case .microphoneLost(2, isBack: true) = $0.phase { true } else { false } }
    attempt.goOn()
    attempt.wait(until: isRecording)
    attempt.wait { if case .microphoneLost(3, isBack: _) = $0.phase { true } else { false } }
    attempt.stop(.key)
    let end = try attempt.ended()
    #expect(end.take.part == 2)
    #expect(end.deviceError?.kind == .disconnected)
    let answers = try workspace.takes(last: 9)
    #expect(answers.count == 1)
    let takes = try answers.flatMap(\.parts).map { try workspace.library.load($0.id) }
    #expect(takes.map(\.part) == [nil, 2])
    #expect(takes.last?.continues == takes.first?.id)
    #expect(takes.allSatisfy { $0.ending == .deviceLost && $0.frames == 5 * 48_000 })
    let news = attempt.state.news.compactMap { notice -> String? in
      switch notice {
      case .trouble: "lost"
      case .reviewed: "reviewed"
      case .microphoneLost(_, let part): part.map { "wait \($0)" }
      case .microphoneBack(let part): "back \(part)"
      default: nil
      }
    }
    #expect(news.prefix(7) == ["lost", "reviewed", "wait 2", "back 2", "lost", "reviewed", "wait 3"])
  }

  @Test func `where nobody can be asked, a lost microphone ends the answer and the way on is told`() throws {
    var plan = try person.plan(device: "voiceGone")
    plan.canGoOn = false
    let attempt = try Attempt(plan, in: try person.workspace())
    try attempt.begin()
    let end = try attempt.ended()
    #expect(
      attempt.state.news.contains {
        if case .microphoneLost(end.take.id, nextPart: nil) = $0 { true } else { false }
      })
  }

  @Test func `nobody waits for ever for a microphone`() throws {
    let attempt = try Attempt(person.plan(device: "voiceGone"), in: try person.workspace())
    try attempt.begin()
    attempt.wait { if case .microphoneLost = $0.phase { true } else { false } }
    person.pass(601)
    #expect(try attempt.ended().isSaved)
  }

  @Test func `an answer goes on from a take as its next part`() throws {
    let first = try person.answer(until: { $0.seconds >= 2 }).take
    var plan = Attempt.Plan(Question(of: first))
    plan.device = "voice"
    plan.before = first
    plan.seconds = 1
    let attempt = try Attempt(plan, in: try person.workspace())
    try attempt.begin()
    let second = try attempt.ended().take
    #expect(second.part == 2)
    #expect(second.continues == first.id)
    #expect(second.prompt == first.prompt)
  }

  @Test func `a mark stands in the take where it was set, and nowhere while nothing is recorded`() throws {
    let workspace = try person.workspace()
    let attempt = try Attempt(person.plan(), in: workspace)
    #expect(throws: MarkRefusal.notRecording) { try attempt.mark(.bookmark) }
    try attempt.begin()
    attempt.wait { $0.seconds >= 2 }
    let first = try attempt.mark(.section, name: "Context")
    attempt.wait { $0.seconds >= 4 }
    let second = try attempt.mark(.bookmark)
    attempt.wait { $0.seconds >= 6 }
    attempt.stop(.key)
    let take = try attempt.ended().take
    #expect(take.marks == [Mark(.section, at: first, name: "Context"), Mark(.bookmark, at: second)])
    #expect(first >= 2 * 48_000 && second >= 4 * 48_000 && second <= take.frames)
    #expect(try workspace.library.load(take.id).marks == take.marks)
    #expect(throws: MarkRefusal.notRecording) { try attempt.mark(.bookmark) }
  }

  @Test func `whoever looks later sees the same news in the same order`() throws {
    var plan = try person.plan()
    plan.seconds = 1
    let attempt = try Attempt(plan, in: try person.workspace())
    let before = attempt.state
    try attempt.begin()
    var seen = before.news.count
    var state = before
    while state.end == nil {
      let next = attempt.state(after: state, within: 1)
      #expect(next.news.count >= seen)
      seen = next.news.count
      state = next
    }
    #expect(seen == attempt.state.news.count)
    #expect(attempt.state(after: before, within: 60).end != nil)
  }
}
