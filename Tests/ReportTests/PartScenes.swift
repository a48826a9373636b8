import Foundation
import Rehearsal
import SpeechTiming
import Testing

extension Samples {
  /// An answer in five parts, of which one is missing: the microphone went away, another came, a file was full, and a last
  /// part, days later, was cut off by a crash.
  static func answerInParts() throws -> MeasuredAnswer {
    let first = try part(0, "aaaa", "..####.####....") { $0.ending = .deviceLost }
    let second = try part(19.5, "bbbb", "...####..######", after: first.take) {
      $0.device.name = "plughw:CARD=USB"
      $0.ending = .limit
      $0.marks = [Mark(.section, at: 480, name: "Context")]
    }
    let third = try part(27, "cccc", "##.####.....##.", after: second.take) { $0.isSeamless = true }
    let fourth = try part(40, "dddd", ".", after: third.take)
    let fifth = try part(300_000, "eeee", "..######..", after: fourth.take) { $0.state = .recovered }
    let parts = [first, second, third, fifth]
    return MeasuredAnswer(
      Answer.all(of: parts.map(\.take))[0],
      Dictionary(uniqueKeysWithValues: parts.map { ($0.take.id, $0.pacing) }))
  }

  private static func part(
    _ seconds: Double, _ tag: String, _ drawing: String, after before: Take? = nil,
    change: (inout Take) -> Void = { _ in }
  ) throws -> (take: Take, pacing: Pacing) {
    let pacing = pacing(drawing)
    var take = try take(
      title: "A complex program", covers: ["the objective", "numbers"], target: target(5, 10, 15))
    take.recordedAt = Timestamp(Date(timeIntervalSince1970: 1_795_364_112 + seconds), in: .gmt)
    take.id = try #require(
      TakeID(
        "20261122-1615" + ["aaaa": "12", "bbbb": "31", "cccc": "39", "dddd": "52"][tag, default: "59"] + "-"
          + tag))
    if let before { take = before.nextPart(id: take.id, recordedAt: take.recordedAt, device: take.device) }
    take.state = .finished
    take.frames = Int64(pacing.duration * 48_000)
    change(&take)
    return (take, pacing)
  }
}
