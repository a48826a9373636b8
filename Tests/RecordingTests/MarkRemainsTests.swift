import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import Testing

@testable import Recording

/// The marks of a recorder that died, in its memory and after recovery.
@Suite struct MarkRemainsTests {
  private let first = Take.sample(1).id
  private let second = Take.sample(2).id
  private let library: TakeLibrary

  init() throws { library = try TakeLibrary(at: CaptureRig.scratch() + "/takes") }

  private func bytesLeft(by work: (CaptureMemory) throws -> Void) throws -> [UInt8] {
    do {
      let memory = try CaptureMemory(holdingAtLeast: 64, for: first, until: 30, in: library)
      try work(memory)
    }
    let memories = CaptureMemory.memories(of: library)
    defer { for each in memories { each.memory.remove() } }
    return try #require(memories.first).memory.bytes()
  }

  private func mark(_ position: Int64, _ name: String?, in memory: CaptureMemory) throws {
    _ = try memory.marks.append(.section, name: name) { position }
  }

  private func places(_ remains: CaptureRemains?, within frames: Int64) -> [String] {
    (remains?.marks(within: frames) ?? []).map { "\($0.name ?? "-")@\($0.position)" }
  }

  @Test func `marks are read as they were made, and stand at the end where the file is shorter`() throws {
    let long = String(repeating: "é", count: 80)
    let bytes = try bytesLeft { memory in
      try mark(3, "1", in: memory)
      try mark(2, nil, in: memory)
      try mark(40, long, in: memory)
    }
    let remains = try #require(CaptureRemains(bytes))
    #expect(places(remains, within: 50) == ["1@3", "-@3", String(repeating: "é", count: 48) + "@40"])
    #expect(remains.marks(within: 10).map(\.position) == [3, 3, 10])
    #expect(remains.marks(within: 50).allSatisfy { $0.kind == .section })
  }

  @Test func `each part has its own, also the one before`() throws {
    let bytes = try bytesLeft { memory in
      for (number, position) in [0, 29, 30, 45, 99].enumerated() {
        try mark(Int64(position), "\(number)", in: memory)
      }
      memory.belong(to: second, from: 30, until: 30)
    }
    #expect(CaptureRemains.owners(of: bytes) == [second, first])
    #expect(places(CaptureRemains(bytes, of: first), within: 30) == ["0@0", "1@29"])
    #expect(places(CaptureRemains(bytes, of: second), within: 20) == ["2@0", "3@15", "4@20"])
    #expect(CaptureRemains(bytes, of: Take.sample(3).id) == nil)
    var torn = bytes
    torn[CaptureLayout.notes + CaptureLayout.noteBytes + CaptureLayout.noteIsWhole] = 0
    #expect(CaptureRemains.owners(of: torn) == [second])
  }

  @Test func `damage to the marks costs no audio`() throws {
    var bytes = try bytesLeft { memory in
      _ = memory.ring.stage([1, 2, 3], count: 3)
      for position in [1, 2, 3] { try mark(Int64(position), "\(position)", in: memory) }
    }
    bytes[CaptureLayout.marks + CaptureLayout.markBytes + CaptureLayout.markKind] = 0xFF
    let remains = try #require(CaptureRemains(bytes))
    #expect(places(remains, within: 9) == ["1@1"])
    #expect(remains.stretches(after: 0) == [.heard([1, 2, 3])])
  }

  /// A memory of the layout of Aloud 0.1 is one without marks.
  @Test func `what an older recorder left is recovered`() throws {
    var bytes = try bytesLeft { memory in _ = memory.ring.stage([1, 2, 3], count: 3) }
    bytes[7] = UInt8(ascii: "1")
    #expect(CaptureRemains(bytes) == nil)
    bytes.removeSubrange(CaptureLayout.marks..<CaptureLayout.samples)
    #expect(CaptureRemains.owners(of: bytes) == [first])
    let remains = try #require(CaptureRemains(bytes))
    #expect(remains.stretches(after: 1) == [.heard([2, 3])])
    #expect(remains.marks(within: 3).isEmpty)
  }

  /// The program died between the end of one file and the saving of its sidecar.
  @Test func `recovery gives both parts of an answer their marks`() throws {
    for id in [first, second] {
      var take = Take.sample(id == first ? 1 : 2)
      take.device.sampleRate = 48_000
      _ = try library.create(take)
      let writer = try WAVWriter(
        creating: library.audioPath(of: id), sampleRate: .preferred,
        label: WAVWriter.Label(title: "t", date: "d"))
      try [Int16](repeating: 7, count: 30).withUnsafeBufferPointer { try writer.write($0) }
    }
    do {
      let memory = try CaptureMemory(holdingAtLeast: 64, for: first, until: 30, in: library)
      _ = memory.ring.stage([Int16](repeating: 7, count: 60), count: 60)
      memory.ring.publish()
      memory.ring.drop(60)
      try mark(12, "1", in: memory)
      try mark(42, "2", in: memory)
      memory.belong(to: second, from: 30, until: 1000)
    }
    #expect(try TakeRecovery(of: library).recovered.count == 2)
    #expect(try library.load(first).marks == [Mark(.section, at: 12, name: "1")])
    #expect(try library.load(second).marks == [Mark(.section, at: 12, name: "2")])
    #expect(CaptureMemory.memories(of: library).isEmpty)
  }

  /// After a power cut there is no memory, and the file may be shorter than the sidecar knows.
  @Test func `without memory the sidecar's own are kept within the file`() throws {
    var take = Take.sample(1)
    take.device.sampleRate = 48_000
    take.marks = [Mark(.section, at: 12, name: "1"), Mark(.bookmark, at: 400)]
    take.gaps = [
      Gap(position: 20, length: 40, cause: .overrun), Gap(position: 200, length: 40, cause: .stall),
    ]
    _ = try library.create(take)
    let writer = try WAVWriter(
      creating: library.audioPath(of: first), sampleRate: .preferred,
      label: WAVWriter.Label(title: "t", date: "d"))
    try [Int16](repeating: 7, count: 30).withUnsafeBufferPointer { try writer.write($0) }
    #expect(try TakeRecovery(of: library).recovered.count == 1)
    let recovered = try library.load(first)
    #expect(recovered.marks.map(\.position) == [12, 30])
    #expect(recovered.gaps == [Gap(position: 20, length: 10, cause: .overrun)])
  }
}
