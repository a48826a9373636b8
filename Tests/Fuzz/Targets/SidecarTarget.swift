import Foundation
import Recording
import Rehearsal
import Signal
import SpeechTiming

extension FuzzTarget {
  /// `take.json`, read, drawn and written again.
  static let sidecar = FuzzTarget(
    name: "sidecar", about: "take.json: read, reviewed, listed, written again",
    seeds: { try [plain, full, recovered].map { try Sidecar.bytes(of: $0, path: "take.json") } },
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
    })

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

  private static var recovered: Take {
    var take = plain
    take.state = .recovered
    take.frames = Int64(Int32.max)
    take.gaps = [Gap(position: 0, length: Int64(Int32.max), cause: .suspended)]
    return take
  }
}
