import Foundation
import Testing

@testable import Recording

@Suite struct SPSCRingTests {
  private func ring(holdingAtLeast count: Int) throws -> SPSCRing {
    try CaptureMemory(holdingAtLeast: count).ring
  }

  private func stage(_ ring: SPSCRing, _ samples: [Int16]) -> Int {
    samples.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { ring.stage($0, count: buffer.count) } ?? 0
    }
  }

  private func read(_ ring: SPSCRing, limit: Int) -> [Int16] {
    var block = [Int16](repeating: 0, count: limit)
    let count = block.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { ring.read(into: $0, limit: limit) } ?? 0
    }
    return Array(block.prefix(count))
  }

  @Test func `what is staged is not seen before it is published`() throws {
    let ring = try ring(holdingAtLeast: 64)
    #expect(stage(ring, [1, 2]) == 2)
    #expect(read(ring, limit: 9).isEmpty)
    ring.publish()
    #expect(stage(ring, [3]) == 1)
    #expect(read(ring, limit: 9) == [1, 2])
    ring.publish()
    #expect(read(ring, limit: 9) == [3])
  }

  @Test func `a full ring takes what fits and overwrites nothing`() throws {
    let ring = try ring(holdingAtLeast: 64)
    #expect(ring.capacity == 64)
    #expect(stage(ring, [Int16](repeating: 1, count: 60)) == 60)
    #expect(stage(ring, [Int16](repeating: 2, count: 60)) == 4)
    ring.publish()
    #expect(ring.count == 64)
    #expect(stage(ring, [9]) == 0)
    #expect(read(ring, limit: 100) == [Int16](repeating: 1, count: 60) + [2, 2, 2, 2])
  }

  @Test func `what was looked at keeps its place until it is dropped`() throws {
    let ring = try ring(holdingAtLeast: 64)
    #expect(stage(ring, [Int16](repeating: 1, count: 64)) == 64)
    ring.publish()
    var block = [Int16](repeating: 0, count: 64)
    let seen = block.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { ring.peek(into: $0, limit: 40) } ?? 0
    }
    #expect(seen == 40)
    #expect(ring.count == 64)
    #expect(stage(ring, [2]) == 0)
    ring.drop(40)
    #expect(stage(ring, [Int16](repeating: 2, count: 64)) == 40)
  }

  /// Both ends at once, blocks of every size: the consumer must see the numbers in their order.
  @Test func `samples pass between two threads in order and none is lost`() throws {
    let ring = try ring(holdingAtLeast: 1000)
    let total = 2_000_000
    try WorkerThread.start {
      var next = 0
      var block = [Int16](repeating: 0, count: 700)
      while next < total {
        let wanted = min(1 + next % 700, total - next)
        for index in 0..<wanted { block[index] = Int16(truncatingIfNeeded: next + index) }
        let count = block.withUnsafeBufferPointer { buffer in
          buffer.baseAddress.map { ring.stage($0, count: wanted) } ?? 0
        }
        ring.publish()
        next += count
        if count == 0 { usleep(10) }
      }
    }
    var seen = 0
    var isInOrder = true
    var idle = 0
    var block = [Int16](repeating: 0, count: 333)
    while seen < total, idle < 500_000 {
      let limit = 1 + seen % 333
      let count = block.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { ring.read(into: $0, limit: limit) } ?? 0
      }
      for index in 0..<count where block[index] != Int16(truncatingIfNeeded: seen + index) {
        isInOrder = false
      }
      seen += count
      idle = count == 0 ? idle + 1 : 0
      if count == 0 { usleep(10) }
    }
    #expect(seen == total)
    #expect(isInOrder)
  }
}
