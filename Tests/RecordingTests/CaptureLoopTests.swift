import AudioDevice
import CaptureRig
import Foundation
import Signal
import Synchronization
import Testing

@testable import Recording

/// The capture thread alone, with a consumer that the test holds up.
@Suite(.serialized) struct CaptureLoopTests {
  init() { _ = CaptureRig.folder }

  @Test(.disabled(if: Shell.isSanitized, "a sanitizer makes it too slow for a device in real time"))
  func `a consumer that stops for too long costs what does not fit, and the ledger knows where`() throws {
    let capture = CaptureLoop(
      try Microphone(opening: CaptureRequest(device: "mic")),
      into: try CaptureMemory(holdingAtLeast: 24_000))
    try WorkerThread.start { capture.run() }
    var samples: [Int16] = []
    var block = [Int16](repeating: 0, count: 4096)
    func drain() {
      while true {
        let count = block.withUnsafeMutableBufferPointer { buffer in
          buffer.baseAddress.map { capture.ring.read(into: $0, limit: buffer.count) } ?? 0
        }
        guard count > 0 else { return }
        samples += block.prefix(count)
      }
    }
    // Once more where a read filled the ring to the frame and the next one was not over when it was emptied.
    repeat {
      try #require(WorkerThread.wait(atMost: 60) { capture.ring.count == capture.ring.capacity })
      drain()
      // What did not fit is written down before the next frames are seen.
      try #require(WorkerThread.wait(atMost: 60) { capture.ring.count > 0 })
    } while capture.ledger.count == 0
    capture.stopRequested.store(true, ordering: .relaxed)
    try #require(WorkerThread.wait(atMost: 60) { capture.isClosed.load(ordering: .acquiring) })
    drain()

    var (taken, spoken) = (0, 0)
    func expectSpoken(upTo end: Int) throws {
      try #require(end > taken && end <= samples.count && spoken + end - taken <= CaptureRig.speech.count)
      #expect(samples[taken..<end].elementsEqual(CaptureRig.speech[spoken..<(spoken + end - taken)]))
      (taken, spoken) = (end, spoken + end - taken)
    }
    for number in 0..<capture.ledger.count {
      let entry = capture.ledger[number]
      #expect(entry.cause == .ringOverflow)
      #expect(entry.length > 0)
      try expectSpoken(upTo: Int(entry.position))
      spoken += Int(entry.length)
    }
    #expect(Int(capture.ledger[0].position) % capture.ring.capacity == 0)
    try expectSpoken(upTo: samples.count)
  }
}
