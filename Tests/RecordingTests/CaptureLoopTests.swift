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
    usleep(1_200_000)
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
    drain()
    #expect(samples.count == capture.ring.capacity)
    usleep(200_000)
    capture.stopRequested.store(true, ordering: .relaxed)
    #expect(WorkerThread.wait(atMost: 2) { capture.isClosed.load(ordering: .acquiring) })
    drain()
    #expect(capture.ledger.count == 1)
    let entry = capture.ledger[0]
    #expect(entry.cause == .ringOverflow)
    #expect(entry.position == Int64(capture.ring.capacity))
    let edge = Int(entry.position)
    #expect(samples[..<edge] == CaptureRig.speech[..<edge])
    let rest = samples.count - edge
    let start = edge + Int(entry.length)
    #expect(rest > 0)
    #expect(samples[edge...].elementsEqual(CaptureRig.speech[start..<(start + rest)]))
  }
}
