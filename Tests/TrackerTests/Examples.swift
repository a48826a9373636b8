import Foundation
import GRDB
import Rehearsal
import Seeded
import Signal
import SpeechTiming
import Testing

@testable import Tracker

/// Takes with everything in them that a column or the sidecar can hold.
enum Examples {
  /// 2026-11-22T16:00:00Z.
  static let noon = Date(timeIntervalSince1970: 1_795_363_200)

  /// A finished take `seconds` after 16:00; `tag` makes its id unique.
  static func take(
    at seconds: Double = 0, prompt: String = "SC1", pack: String = "tpm", tag: String = "aaaa",
    state: Take.State = .finished
  ) throws -> Take {
    let date = noon.addingTimeInterval(seconds)
    let zone = try #require(TimeZone(secondsFromGMT: 5 * 3600 + 1800))
    var generator = SplitMix(seed: 1)
    let time = TakeID(date: date, using: &generator).description.prefix(16)
    var take = Take(
      id: try #require(TakeID(time + tag)),
      prompt: PromptReference(
        pack: pack, id: prompt, title: "Engineering and product disagreed", text: "Tell me … \"why\"?\n'; --",
        kind: .behavioral, covers: ["evidence", "alternatives"]),
      target: try Target(min: 60, goal: 105, max: 150), targetSource: .pack,
      recordedAt: Timestamp(date, in: zone),
      device: Take.Device(
        name: "plughw:CARD=USB", sampleRate: 48_000,
        opening: [
          "channels": .number(1), "sampleFormat": .text("S16_LE"), "periodSize": .number(960),
          "bufferSize": .number(48_000),
        ]))
    take.state = state
    take.frames = 48_000 * 100
    take.gaps = [Gap(position: 480_000, length: 4_800, cause: .overrun)]
    take.ending = .key
    take.clockDriftPPM = -12.5
    take.covered = [1]
    take.note = "slower \u{202E} ☕"
    return take
  }

  /// 100 s with a long pause and a gap.
  static let pacing = Pacing(
    duration: 100, speech: [Interval(start: 0.7, end: 40.1), Interval(start: 41.3, end: 98.25)],
    nuclei: (0..<200).map { 0.8 + Double($0) * 0.19 },
    filledPauses: [FilledPause(interval: Interval(start: 3.1, end: 3.4), confidence: 0.625)],
    level: Level(peakDBFS: -3.5, speechDBFS: -21, noiseDBFS: -60, difference: 39),
    gaps: [Interval(start: 10, end: 10.1)])

  static func record(
    _ take: Take, in index: TakeIndex, placement: Placement = .newest
  ) throws(TrackerError) {
    try index.record(take, pacing, placement: placement)
  }
}

extension TakeIndex {
  /// All takes that the index knows, oldest first.
  func ids() throws -> [TakeID] {
    try database.read { try Self.ids($0, where: "true ORDER BY place, id") }
  }

  /// Ends the connection now, so that SQLite moves the log into the file and takes it away. No call may follow.
  func close() throws { try database.close() }
}
