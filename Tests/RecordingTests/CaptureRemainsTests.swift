import CaptureRig
import Files
import Foundation
import Rehearsal
import Seeded
import Signal
import SoundFile
import Testing

@testable import Recording

/// What a recorder that died leaves in its memory, and what becomes of it.
@Suite struct CaptureRemainsTests {
  private let id = Take.sample(1).id
  private let library: TakeLibrary

  init() throws { library = try TakeLibrary(at: CaptureRig.scratch() + "/takes") }

  /// The bytes that stay when a recorder dies after `work`.
  private func bytesLeft(until end: Int64 = 1000, by work: (CaptureMemory) -> Void) throws -> [UInt8] {
    do {
      let memory = try CaptureMemory(holdingAtLeast: 64, for: id, until: end, in: library)
      work(memory)
    }
    let memories = CaptureMemory.memories(of: library)
    defer { for each in memories { each.memory.remove() } }
    return try #require(memories.first).memory.bytes()
  }

  private func stage(_ samples: [Int16], in memory: CaptureMemory) {
    let count = samples.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { memory.ring.stage($0, count: buffer.count) } ?? 0
    }
    #expect(count == samples.count)
  }

  /// Heard 1…10, three lost, heard 11…14, of which two are not yet published, two lost at the end.
  private func answer(_ memory: CaptureMemory) {
    stage(Array(1...10), in: memory)
    #expect(memory.ledger.append(position: 10, length: 3, cause: .overrun))
    stage([11, 12], in: memory)
    memory.ring.publish()
    stage([13, 14], in: memory)
    #expect(memory.ledger.append(position: 14, length: 2, cause: .stall))
  }

  private let timeLine: [Int16] = Array(1...10) + [0, 0, 0] + Array(11...14) + [0, 0]

  private func samples(_ stretches: [CaptureRemains.Stretch]) -> [Int16] {
    stretches.flatMap { stretch -> [Int16] in
      switch stretch {
      case .heard(let samples): samples
      case .silence(let count): [Int16](repeating: 0, count: Int(count))
      }
    }
  }

  @Test func `whatever the file has, the rest follows, with silence for gaps`() throws {
    let remains = try #require(CaptureRemains(bytesLeft(by: answer)))
    #expect(remains.take == id)
    for frames in 0...timeLine.count + 1 {
      #expect(
        samples(remains.stretches(after: Int64(frames))) == Array(timeLine.dropFirst(frames)), "\(frames)")
    }
    #expect(
      remains.gaps(within: 19)
        == [Gap(position: 10, length: 3, cause: .overrun), Gap(position: 17, length: 2, cause: .stall)])
    #expect(remains.gaps(within: 11) == [Gap(position: 10, length: 1, cause: .overrun)])
  }

  @Test func `nothing is taken from places that were given back`() throws {
    let remains = try #require(
      CaptureRemains(
        bytesLeft { memory in
          answer(memory)
          memory.ring.drop(12)
        }))
    #expect(samples(remains.stretches(after: 15)) == [13, 14, 0, 0])
    #expect(remains.stretches(after: 14).isEmpty)
  }

  @Test func `an answer ends where its file may not grow any more`() throws {
    let remains = try #require(CaptureRemains(bytesLeft(until: 12, by: answer)))
    #expect(samples(remains.stretches(after: 8)) == [9, 10, 0, 0])
  }

  @Test func `a part has what comes after its beginning`() throws {
    let next = Take.sample(2).id
    let remains = try #require(
      CaptureRemains(
        bytesLeft { memory in
          answer(memory)
          memory.belong(to: next, from: 12, until: 1000)
        }))
    #expect(remains.take == next)
    #expect(samples(remains.stretches(after: 0)) == [0, 11, 12, 13, 14, 0, 0])
    #expect(
      remains.gaps(within: 7)
        == [Gap(position: 0, length: 1, cause: .overrun), Gap(position: 5, length: 2, cause: .stall)])
  }

  @Test func `a ring that went round gives the samples in their order`() throws {
    let remains = try #require(
      CaptureRemains(
        bytesLeft { memory in
          stage(Array(1...60), in: memory)
          memory.ring.publish()
          memory.ring.drop(50)
          stage(Array(61...110), in: memory)
        }))
    #expect(samples(remains.stretches(after: 55)) == Array(56...110))
  }

  @Test func `damaged bytes are refused or give no more than they can`() throws {
    let bytes = try bytesLeft(by: answer)
    var chance = SplitMix(seed: 6)
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &chance) {
        let at = Int.random(in: 0..<(Bool.random(using: &chance) ? 600 : 4200), using: &chance)
        damaged[at] = UInt8.random(in: 0...255, using: &chance)
      }
      if Int.random(in: 0..<10, using: &chance) == 0 {
        damaged.removeLast(Int.random(in: 0...damaged.count, using: &chance))
      }
      guard let remains = CaptureRemains(damaged) else { continue }
      let heard = remains.stretches(after: Int64.random(in: 0...20, using: &chance)).reduce(0) {
        count, stretch in
        if case .heard(let samples) = stretch { count + samples.count } else { count }
      }
      #expect(heard <= 64)
      _ = remains.gaps(within: 20)
    }
  }

  @Test func `the memory of a recorder that lives is nobody else's`() throws {
    let memory = try CaptureMemory(holdingAtLeast: 64, for: id, until: 1000, in: library)
    #expect(CaptureMemory.memories(of: library).map { $0.memory.hold() } == [false])
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
    #expect(CaptureMemory.memories(of: library).count == 1)
    #expect(try CaptureMemory.memories(of: TakeLibrary(at: CaptureRig.scratch())).isEmpty)
    let status = library.root.status
    let inode = try #require(status).st_ino
    let names = try FileManager.default.contentsOfDirectory(atPath: "/dev/shm")
    let name = try #require(names.first { $0.contains("-\(inode)-\(id)") })
    let mode = try FileManager.default.attributesOfItem(atPath: "/dev/shm/" + name)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    memory.remove()
    #expect(!FileManager.default.fileExists(atPath: "/dev/shm/" + name))
  }

  /// A take that was cut off after `written` bytes of samples: its audio, and the memory of its recorder, who lives as
  /// long as that is kept.
  private func cutOff(afterBytes written: Int, until end: Int64 = 1000) throws -> (
    path: String, memory: CaptureMemory
  ) {
    _ = try library.create(Take.sample(1))
    let path = library.audioPath(of: id)
    let writer = try WAVWriter(
      creating: path, sampleRate: .preferred, label: WAVWriter.Label(title: "t", date: "d"))
    try timeLine.withUnsafeBufferPointer { try writer.write($0) }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(whole.count - 2 * timeLine.count + written).write(to: URL(fileURLWithPath: path))
    let memory = try CaptureMemory(holdingAtLeast: 64, for: id, until: end, in: library)
    answer(memory)
    return (path, memory)
  }

  @Test(arguments: [0, 1, 8, 21, 25, 38])
  func `recovery appends what was heard, once, and takes the memory away`(
    written: Int
  ) throws {
    let path = try cutOff(afterBytes: written).path
    let recovered = try TakeRecovery(of: library).recovered
    #expect(recovered.map(\.frames) == [19])
    #expect(recovered.first?.gaps.map(\.position) == [10, 17])
    #expect(try allInt16(of: SoundFileReader(path: path)) == timeLine)
    #expect(CaptureMemory.memories(of: library).isEmpty)
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
  }

  /// The file is full, and the recorder dies before it has made the next.
  @Test func `a part that only the memory names is begun by recovery`() throws {
    let next = Take.sample(2).id
    func die() throws -> String {
      let (path, memory) = try cutOff(afterBytes: 24, until: 12)
      defer { withExtendedLifetime(memory) {} }
      memory.belong(to: next, from: 12, until: 1000)
      #expect(try TakeRecovery(of: library).recovered.isEmpty, "the recorder lives")
      #expect(try library.takeIDs() == [id])
      return path
    }
    let path = try die()
    let recovered = try TakeRecovery(ofCutOff: library).recovered
    #expect(recovered.map(\.id) == [id, next])
    #expect(recovered.map(\.part) == [nil, 2])
    #expect(recovered.last?.continues == id)
    #expect(recovered.last?.prompt == recovered.first?.prompt)
    #expect(try allInt16(of: SoundFileReader(path: path)) == Array(timeLine[..<12]))
    #expect(
      try allInt16(of: SoundFileReader(path: library.audioPath(of: next))) == Array(timeLine[12...]))
    #expect(
      recovered.last?.gaps
        == [Gap(position: 0, length: 1, cause: .overrun), Gap(position: 5, length: 2, cause: .stall)])
    #expect(CaptureMemory.memories(of: library).isEmpty)
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
  }

  @Test func `the memory stays until its take is in order`() throws {
    let path = try cutOff(afterBytes: 8).path
    chmod(path, 0o400)
    try FileManager.default.moveItem(atPath: path, toPath: path + "-away")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try TakeRecovery(of: library).problems.count == 1)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: path + "-away", toPath: path)
    #expect(try TakeRecovery(of: library).recovered.map(\.frames) == [19])
    #expect(CaptureMemory.memories(of: library).isEmpty)
  }

  /// Where folders cannot be locked, a live recorder shows by its memory.
  @Test func `a take whose recorder lives is left alone, folder locked or not`() throws {
    let (path, memory) = try cutOff(afterBytes: 8)
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    #expect(try TakeRecovery(of: library).live == [id])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == size)
    memory.remove()
  }

  @Test func `a memory whose take is finished or gone is taken away`() throws {
    _ = try CaptureMemory(holdingAtLeast: 64, for: id, until: 1000, in: library)
    _ = try TakeRecovery(of: library)
    #expect(CaptureMemory.memories(of: library).isEmpty)
  }
}
