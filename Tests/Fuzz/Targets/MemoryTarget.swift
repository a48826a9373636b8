import Recording
import Signal

extension FuzzTarget {
  /// The shared memory that a recorder leaves when it dies: a ring of 64 samples, of which the fuzzer makes all that
  /// comes before the samples; the rest of the ledger is zeros.
  static let memory = FuzzTarget(
    name: "memory", about: "what a dead recorder left in shared memory: the rest of its take",
    seeds: { [seed(gaps: []), seed(gaps: [(10, 3, 1), (14, 2, 3)])] },
    run: { bytes in
      var memory = Array(bytes.prefix(CaptureLayout.samples))
      memory += [UInt8](repeating: 0, count: CaptureLayout.samples + 2 * 64 - memory.count)
      guard let remains = CaptureRemains(memory) else { return }
      for frames in [0, 5, 12, Int64.max] {
        let heard = remains.pieces(after: frames).reduce(0) { count, piece in
          if case .heard(let samples) = piece { count + samples.count } else { count }
        }
        try promise(heard <= 64, "\(heard) samples in a ring of 64")
        var end: Int64 = 0
        for gap in remains.gaps(within: frames) {
          try promise(gap.position >= end && gap.length > 0, "gaps out of order")
          end = gap.position + gap.length
        }
        try promise(end <= frames, "a gap after the end")
      }
    })

  /// 14 samples heard, 12 of them published, with gaps (position, length, cause).
  private static func seed(gaps: [(Int64, Int64, Int64)]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: CaptureLayout.ledger + 240)
    func put(_ number: Int64, at offset: Int) {
      for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    }
    put(Int64(bitPattern: CaptureLayout.mark), at: 0)
    put(64, at: CaptureLayout.capacity)
    put(12, at: CaptureLayout.published)
    put(14, at: CaptureLayout.staged)
    put(Int64(gaps.count), at: CaptureLayout.ledgerCount)
    put(0, at: CaptureLayout.notes)
    put(1000, at: CaptureLayout.notes + 8)
    for (index, byte) in "20261122-161512-kabc".utf8.enumerated() {
      bytes[CaptureLayout.notes + 16 + index] = byte
    }
    for (index, gap) in gaps.enumerated() {
      for (part, number) in [gap.0, gap.1, gap.2].enumerated() {
        put(number, at: CaptureLayout.ledger + 24 * index + 8 * part)
      }
    }
    return bytes
  }
}
