import Foundation
import Rehearsal
import Signal
import SpeechTiming
import Testing

/// Answers in several takes: what lies between the parts, and how the whole stands against the target.
@Suite struct AnswerTests {
  private func take(seconds: Double, frames: Int64, tag: String = "aaaa", ending: Take.Ending = .deviceLost)
    throws -> Take
  {
    let date = Date(timeIntervalSince1970: 1_795_364_112 + seconds)
    let time = date.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted)).prefix(15).replacing(
      "T", with: "-")
    var take = Take(
      id: try #require(TakeID(time + "-" + tag)),
      prompt: PromptReference(
        pack: "p", id: "PE1", title: "t", text: "T?", kind: .intro, covers: ["a", "b", "c"]),
      target: try Target(min: 4, goal: 5, max: 8), targetSource: .person,
      recordedAt: Timestamp(date, in: .gmt),
      device: Take.Device(name: "mic", sampleRate: 100))
    take.state = .finished
    take.frames = frames
    take.ending = ending
    return take
  }

  private func next(_ before: Take, seconds: Double, frames: Int64, tag: String = "bbbb") throws -> Take {
    let other = try take(seconds: seconds, frames: frames, tag: tag)
    var next = before.nextPart(id: other.id, recordedAt: other.recordedAt, device: other.device)
    next.state = .finished
    next.frames = frames
    return next
  }

  @Test func `the next part knows the part before and the first`() throws {
    let first = try take(seconds: 0, frames: 500)
    let second = try next(first, seconds: 60, frames: 300)
    let third = try next(second, seconds: 90, frames: 300, tag: "cccc")
    #expect([second, third].map(\.part) == [2, 3])
    #expect([second, third].map(\.answer) == [first.id, first.id])
    #expect(third.continues == second.id)
    // Of a part by Aloud 0.1 nobody knows the first.
    var old = second
    old.answer = nil
    #expect(try next(old, seconds: 90, frames: 300).answer == nil)
    let json = try JSONEncoder().encode(third)
    #expect(try JSONDecoder().decode(Take.self, from: json) == third)
    #expect(third.format == 1, "an older Aloud reads it")
  }

  @Test func `the time between parts is that of the wall clock, unknown if the clock went back`() throws {
    let first = try take(seconds: 0, frames: 500)
    func seam(_ second: Take, after first: Take) -> Answer.Seam? {
      Answer.all(of: [second, first])[0].parts[1].seam
    }
    #expect(seam(try next(first, seconds: 65, frames: 300), after: first) == .unheard(seconds: 60))
    #expect(seam(try next(first, seconds: 2, frames: 300), after: first) == .unheard(seconds: nil))
  }

  @Test func `nothing lies between a full file and the next, also where Aloud 0.1 did not note it`() throws {
    func seam(_ ending: Take.Ending, after seconds: Double, isSeamless: Bool = false) throws -> Answer.Seam? {
      let first = try take(seconds: 0, frames: 500, ending: ending)
      var second = try next(first, seconds: 5 + seconds, frames: 300)
      second.isSeamless = isSeamless
      return Answer.all(of: [first, second])[0].parts[1].seam
    }
    #expect(try seam(.limit, after: 3, isSeamless: true) == Answer.Seam.none)
    #expect(try seam(.limit, after: 0.04) == Answer.Seam.none)
    #expect(try seam(.limit, after: 0.1) != Answer.Seam.none)
    #expect(try seam(.deviceLost, after: 0) == .unheard(seconds: 0))
  }

  @Test func `parts that are too short each are in target together`() throws {
    let first = try take(seconds: 0, frames: 400)
    let second = try next(first, seconds: 64, frames: 400)
    let answer = Answer.all(of: [first, second])[0]
    let pacing = Pacing(duration: 4, speech: [Interval(start: 0.5, end: 3)], nuclei: [1, 2])
    let measured = MeasuredAnswer(answer, [first.id: pacing, second.id: pacing])
    #expect(MeasuredAnswer(first, pacing).assessment.flags.map(\.rule) == [.tooShort])
    #expect(measured.assessment.length == 5)
    #expect(
      measured.assessment.isInTarget && measured.assessment.flags.isEmpty
        && measured.assessment.warnings.isEmpty)
    #expect(measured.parts.map(\.start) == [0, 4])
    #expect(measured.pacing.pauses.isEmpty)
    let summary = TakeSummary(measured)
    #expect(summary.id == first.id && summary.length == 5 && summary.standing == .inTarget)
    #expect(summary.parts.map(\.id) == [first.id, second.id] && summary.parts.map(\.start) == [0, 4])
    #expect(summary.pauseRate == 0 && summary.articulationRate == 4 / 5.0)
  }

  @Test func `an answer that runs over its max does so where the whole has that length`() throws {
    let first = try take(seconds: 0, frames: 700)
    let second = try next(first, seconds: 64, frames: 700)
    let pacing = Pacing(duration: 7, speech: [Interval(start: 1, end: 6)])
    let measured = MeasuredAnswer(Answer.all(of: [first, second])[0], [first.id: pacing, second.id: pacing])
    let flag = try #require(measured.assessment.flags.first { $0.rule == .r1 })
    #expect(flag.measured == 10)
    // 5 s in the first part, 2 s of silence that belong to the break, then 3 s.
    #expect(flag.span == Interval(start: 11, end: 13))
  }

  @Test func `a part that is missing or cannot be read is a doubt, and the others are judged`() throws {
    let first = try take(seconds: 0, frames: 400)
    let second = try next(first, seconds: 64, frames: 400)
    let third = try next(second, seconds: 128, frames: 400, tag: "cccc")
    let pacing = Pacing(duration: 4, speech: [Interval(start: 0.5, end: 3)])
    let gone = MeasuredAnswer(Answer.all(of: [third, first])[0], [first.id: pacing, third.id: pacing])
    let unread = MeasuredAnswer(
      Answer.all(of: [third, second, first])[0], [first.id: pacing, third.id: pacing])
    for measured in [gone, unread] {
      #expect(measured.assessment.warnings == [.missingParts([2...2])])
      #expect(measured.assessment.length == 5)
      #expect(measured.parts.map(\.part.number) == [1, 3])
    }
    // A file that follows a missing one without a gap does not follow the one before that.
    var seamless = third
    seamless.isSeamless = true
    let answer = Answer.all(of: [first, second, seamless])[0]
    #expect(MeasuredAnswer(answer, [first.id: pacing, third.id: pacing]).pacing.breaks.count == 1)
  }

  @Test func `ticks of all parts count, and a part can be had by itself`() throws {
    var first = try take(seconds: 0, frames: 400)
    first.covered = [2]
    var second = try next(first, seconds: 64, frames: 400)
    second.covered = [0, 2]
    let answer = Answer.all(of: [first, second])[0]
    #expect(answer.covered == [0, 2])
    #expect(answer.part(2)?.parts.map(\.take.id) == [second.id])
    #expect(answer.part(3) == nil)
    #expect(answer.last == second && answer.first == first)
  }

  @Test func `the question of an answer is that of a part whose sidecar was not lost`() throws {
    var first = try take(seconds: 0, frames: 400)
    let second = try next(first, seconds: 64, frames: 400)
    first.prompt = .lost
    let answer = Answer.all(of: [first, second])[0]
    #expect(answer.first == first && answer.questioned == second)
    #expect(TakeSummary(MeasuredAnswer(answer, [:])).prompt.id == "PE1")
  }
}
