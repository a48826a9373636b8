import Foundation
import Rehearsal
import Signal
import Testing

@Suite struct TakeTests {
  private func take() throws -> Take {
    var take = try Take(
      id: try #require(TakeID("20261122-161512-k3f9")),
      prompt: PromptReference(
        Prompt(
          id: "SC1", title: "A disagreement", text: "Tell me about a time …\n\"quoted\" \u{1B}[2J ☕ \u{202E}",
          kind: .howTo, covers: ["evidence", "alternatives"]),
        pack: "tpm"),
      target: Target(min: 45, goal: 90, max: 120.5), targetSource: .person,
      recordedAt: try #require(Timestamp("2026-11-22T21:45:12.250+05:30")),
      device: Take.Device(
        name: "plughw:CARD=USB", sampleRate: 48_000,
        opening: [
          "channels": .number(2), "sampleFormat": .text("S24_3LE"), "periodSize": .number(960),
          "bufferSize": .number(48_000),
        ]))
    take.state = .finished
    take.frames = 4_800_000
    take.gaps = [
      Gap(position: 48_000, length: 480, cause: .overrun),
      Gap(position: 96_000, length: 1, cause: .silentLoss),
    ]
    take.ending = .deviceLost
    take.clockDriftPPM = -12.25
    take.covered = [1]
    take.note = "slower"
    take.part = 2
    take.continues = TakeID("20261122-154500-k3f9")
    return take
  }

  /// The JSON with `change` made to its top level.
  private func json(of take: Take, _ change: (inout [String: Any]) -> Void = { _ in }) throws -> Data {
    let data = try JSONEncoder().encode(take)
    var object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    change(&object)
    return try JSONSerialization.data(withJSONObject: object)
  }

  @Test func `A take that begins knows nothing of its end`() throws {
    let finished = try take()
    let begun = Take(
      id: finished.id, prompt: finished.prompt, target: finished.target, targetSource: .kind,
      recordedAt: finished.recordedAt, device: finished.device)
    #expect(begun.state == .recording)
    #expect(begun.format == 1)
    #expect(begun.marks.isEmpty)
    #expect(begun.frames == 0)
    #expect(begun.gaps.isEmpty)
    #expect(begun.ending == nil)
    #expect(begun.clockDriftPPM == nil)
    #expect(try JSONDecoder().decode(Take.self, from: json(of: begun)) == begun)
  }

  @Test func `The sidecar reads back the same`() throws {
    #expect(try JSONDecoder().decode(Take.self, from: json(of: take())) == take())
  }

  @Test(arguments: [Take.State.recording, .finished, .recovered])
  func `Every state reads back`(state: Take.State) throws {
    var take = try take()
    take.state = state
    #expect(try JSONDecoder().decode(Take.self, from: json(of: take)).state == state)
  }

  @Test func `Keys that a later version added are passed over`() throws {
    let data = try json(of: take()) { $0["mood"] = ["calm": 3] }
    #expect(try JSONDecoder().decode(Take.self, from: data) == take())
  }

  @Test func `A sidecar of a later format is refused by its number`() throws {
    let data = try json(of: take()) { object in
      object = ["format": Take.currentFormat + 1, "identifier": "all else may have changed"]
    }
    let error = #expect(throws: NewerTakeFormat.self) {
      try JSONDecoder().decode(Take.self, from: data)
    }
    #expect(error?.found == Take.currentFormat + 1)
  }

  @Test(arguments: ["frames", "gaps", "covered", "ending", "clockDriftPPM", "note", "part", "continues"])
  func `What a take begins without may be missing`(key: String) throws {
    let data = try json(of: take()) { $0[key] = nil }
    let read = try JSONDecoder().decode(Take.self, from: data)
    #expect(try read.id == take().id)
    #expect(try read != take())
  }

  @Test(arguments: ["format", "id", "state", "prompt", "target", "targetSource", "recordedAt", "device"])
  func `Without what every take has it is no take`(key: String) throws {
    let data = try json(of: take()) { $0[key] = nil }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Take.self, from: data) }
  }

  @Test(arguments: [
    ("id", "../../etc"), ("recordedAt", "yesterday"), ("state", "paused"), ("targetSource", "me"),
  ])
  func `A value out of its range is no take`(key: String, value: String) throws {
    let data = try json(of: take()) { $0[key] = value }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Take.self, from: data) }
  }

  @Test func `Any cut of a sidecar is an error, never a crash`() throws {
    let data = try json(of: take())
    for length in 0..<data.count {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(Take.self, from: data.prefix(length))
      }
    }
  }
}
