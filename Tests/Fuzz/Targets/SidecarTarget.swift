import Foundation
import Recording
import Rehearsal
import Report
import Signal
import SpeechTiming

extension FuzzTarget {
  /// `take.json`, read, drawn and written again.
  static let sidecar = FuzzTarget(
    name: "sidecar", about: "take.json: read, reviewed, listed, written again, recovered, continued",
    seeds: { try [plain, full, recovered, part].map { try Sidecar.bytes(of: $0, path: "take.json") } },
    run: { bytes in
      guard let take = try? Sidecar.take(from: bytes, id: id, path: "take.json") else { return }
      let again = try Sidecar.bytes(of: take, path: "take.json")
      let copy = try Sidecar.take(from: again, id: id, path: "take.json")
      try promise(copy == take, "a take changed on its way to the disk and back")
      let kept = try Sidecar.bytes(of: take, replacing: bytes, path: "take.json")
      try promise(
        try Sidecar.take(from: kept, id: id, path: "take.json") == take, "what was kept changed the take")
      let rate = try SampleRate(hertz: take.device.sampleRate)
      var pacing = Drawing.pacing
      pacing.gaps = take.gaps.map { $0.interval(at: rate) }
      try Drawing.show(take, pacing)
      try use(take)
      try answer(with: take)
    })

  /// What recovery, a change and the next part make of it must be takes as well.
  private static func use(_ take: Take) throws {
    var recovered = take
    recovered.state = .recovered
    recovered.frames = take.frames / 2
    recovered.gaps = take.gaps.compactMap { $0.within(recovered.frames) }
    for index in recovered.marks.indices {
      recovered.marks[index].position = min(recovered.marks[index].position, recovered.frames)
    }
    var ticked = take
    ticked.covered = Set(take.covered).symmetricDifference([0, 2]).sorted()
    let next = take.nextPart(id: otherID, recordedAt: take.recordedAt, device: take.device)
    for made in [
      recovered, ticked, next, next.nextPart(id: id, recordedAt: take.recordedAt, device: take.device),
    ] {
      let bytes = try Sidecar.bytes(of: made, path: "take.json")
      try promise(
        (try? Sidecar.take(from: bytes, id: made.id, path: "take.json")) == made,
        "what was made of a take is none")
    }
  }

  /// Whatever a take says of its place in an answer, it is in one answer, and that can be shown.
  private static func answer(with take: Take) throws {
    var other = plain.nextPart(id: otherID, recordedAt: take.recordedAt, device: take.device)
    other.frames = 480
    for takes in [[take], [take, other], [plain, other, take]] {
      let answers = Answer.all(of: takes)
      try promise(
        answers.flatMap { $0.parts.map(\.take.id) }.sorted() == Set(takes.map(\.id)).sorted(),
        "a take is in no answer, or in two")
      for answer in answers {
        let measured = MeasuredAnswer(answer, [take.id: Drawing.pacing, otherID: Drawing.pacing])
        try Drawing.harmless(ReviewText(ReviewContent(of: measured), style: TextStyle()).text)
        try Drawing.parses(ReviewRecord(of: measured) { "\($0)/take.wav" })
      }
    }
  }

  private static let otherID = TakeID("20261122-161512-kabd") ?? TakeID(date: .now, using: &chance)

  private static let id = TakeID("20261122-161512-kabc") ?? TakeID(date: .now, using: &chance)
  private nonisolated(unsafe) static var chance = SystemRandomNumberGenerator()

  static let plain = Take(
    id: id,
    prompt: PromptReference(
      pack: "tpm", id: "PE1", title: "Tell me about yourself", text: "Tell me about yourself.", kind: .intro,
      covers: ["now", "before", "why here"]),
    target: PromptKind.intro.defaultTarget, targetSource: .kind,
    recordedAt: Timestamp(Date(timeIntervalSince1970: 1_795_364_112), in: .gmt),
    device: Take.Device(
      name: "plughw:CARD=USB", sampleRate: 48_000,
      opening: [
        "channels": .number(1), "sampleFormat": .text("S16_LE"), "periodSize": .number(960),
        "bufferSize": .number(96_000),
      ]))

  private static var full: Take {
    var take = plain
    take.state = .finished
    take.frames = 576_000
    take.gaps = [
      Gap(position: 4800, length: 960, cause: .overrun), Gap(position: 96_000, length: 48_000, cause: .stall),
      Gap(position: 240_000, length: 1, cause: .silentLoss),
    ]
    take.marks = [
      Mark(.section, at: 0, name: "1"), Mark(.bookmark, at: 96_000),
      Mark(Mark.Kind(rawValue: "later"), at: 576_000, name: "é\n"),
    ]
    take.ending = .deviceLost
    take.clockDriftPPM = -12.5
    take.covered = [0, 2]
    take.note = "slower, \"é漢🙂\""
    return take
  }

  private static var part: Take {
    var part = plain
    (part.part, part.continues, part.answer, part.isSeamless) = (3, otherID, otherID, true)
    return part
  }

  private static var recovered: Take {
    var take = plain
    take.state = .recovered
    take.frames = Int64(Int32.max)
    take.gaps = [Gap(position: 0, length: Int64(Int32.max), cause: .suspended)]
    return take
  }
}
