import Recording
import Rehearsal
import Signal

extension FuzzTarget {
  /// The shared memory that a recorder leaves when it dies: a ring of 64 samples. The fuzzer makes the head, then some
  /// entries of the ledger of gaps, then some marks; all else is zeros.
  static let memory = FuzzTarget(
    name: "memory", about: "what a dead recorder left in shared memory: the rest of its take",
    seeds: {
      [
        seed(gaps: []), seed(gaps: [(10, 3, 1), (14, 2, 3)]),
        seed(gaps: [(10, 3, 1)], marks: [(0, "section", "1"), (12, "bookmark", ""), (99, "section", "é")]),
      ]
    },
    run: { bytes in
      let isOld = bytes.starts(
        with: (0..<8).map { UInt8(truncatingIfNeeded: CaptureLayout.markOfFormat1 >> (8 * $0)) })
      let size = isOld ? CaptureLayout.samplesOfFormat1 : CaptureLayout.samples
      var memory = Array(bytes.prefix(headLength))
      memory += [UInt8](repeating: 0, count: CaptureLayout.marks - memory.count)
      if !isOld { memory += bytes.dropFirst(headLength).prefix(CaptureLayout.samples - CaptureLayout.marks) }
      memory += [UInt8](repeating: 0, count: size + 2 * 64 - memory.count)
      guard let remains = CaptureRemains(memory) else { return }
      for frames in [0, 5, 12, Int64.max] {
        let heard = remains.stretches(after: frames).reduce(0) { count, stretch in
          if case .heard(let samples) = stretch { count + samples.count } else { count }
        }
        try promise(heard <= 64, "\(heard) samples in a ring of 64")
        var end: Int64 = 0
        for gap in remains.gaps(within: frames) {
          try promise(gap.position >= end && gap.length > 0, "gaps out of order")
          end = gap.position + gap.length
        }
        try promise(end <= frames, "a gap after the end")
        var last: Int64 = 0
        for mark in remains.marks(within: frames) {
          try promise((last...frames).contains(mark.position), "a mark out of order or after the end")
          last = mark.position
        }
      }
    })

  /// The head and ten entries of the ledger.
  private static let headLength = CaptureLayout.ledger + 240

  /// 14 samples heard, 12 of them published, with gaps (position, length, cause) and marks.
  private static func seed(gaps: [(Int64, Int64, Int64)], marks: [(Int64, String, String)] = []) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headLength + marks.count * CaptureLayout.markBytes)
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
    put(Int64(marks.count), at: CaptureLayout.markCount)
    for (index, mark) in marks.enumerated() {
      let at = headLength + CaptureLayout.markBytes * index
      put(mark.0, at: at)
      for (offset, byte) in mark.1.utf8.enumerated() { bytes[at + CaptureLayout.markKind + offset] = byte }
      for (offset, byte) in mark.2.utf8.enumerated() { bytes[at + CaptureLayout.markName + offset] = byte }
    }
    return bytes
  }
}
