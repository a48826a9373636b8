package import Rehearsal
package import Signal

/// What a recorder that died had heard, read from the memory it left (`CaptureMemory`): the frames that did not get
/// into the file of its take, and every gap. The bytes are not trusted.
package struct CaptureRemains {
  /// What comes next in the file.
  package enum Piece: Equatable {
    case heard([Int16])
    case silence(Int64)
  }

  /// The take it belongs to.
  package let take: TakeID

  private let bytes: [UInt8]
  private let base: Int64
  private let end: Int64
  private let capacity: Int64
  private let done: Int64
  private let runs: [Run]

  /// A run of the time line: frames of the ring, or frames that were lost.
  private struct Run {
    var start: Int64
    var length: Int64
    var ringPosition: Int64
    var cause: Gap.Cause?
    var end: Int64 { start + length }
  }

  /// No answer is longer, in frames: positions beyond it are damage.
  private static let mostFrames: Int64 = 1 << 40

  /// Whose memory begins with these `CaptureLayout.headBytes`; `nil` when it is none of ours.
  static func owner(of head: [UInt8]) -> TakeID? { note(in: head)?.take }

  /// - Returns: `nil` when the bytes are not what a recorder leaves.
  package init?(_ bytes: [UInt8]) {
    guard let note = Self.note(in: bytes), bytes.count > CaptureLayout.samples else { return nil }
    let capacity = Self.number(bytes, CaptureLayout.capacity)
    let published = Self.number(bytes, CaptureLayout.published)
    let staged = Self.number(bytes, CaptureLayout.staged)
    let done = Self.number(bytes, CaptureLayout.done)
    guard capacity >= 64, capacity & (capacity - 1) == 0, capacity < Self.mostFrames,
      bytes.count == CaptureLayout.samples + 2 * Int(capacity),
      0 <= done, done <= published, published <= staged, staged <= Self.mostFrames, staged - done <= capacity,
      (0...Self.mostFrames).contains(note.base), (0...Self.mostFrames).contains(note.end),
      let runs = Self.runs(bytes, upTo: staged)
    else { return nil }
    (self.bytes, self.capacity, self.done, self.runs) = (bytes, capacity, done, runs)
    (take, base, end) = note
  }

  /// What comes after the first `frames` frames of the take's file.
  package func pieces(after frames: Int64) -> [Piece] {
    let from = base + min(max(0, frames), Self.mostFrames)
    let until = base + end
    var pieces: [Piece] = []
    for run in runs where run.end > from && run.start < until {
      let skipped = max(0, from - run.start)
      let count = min(run.end, until) - run.start - skipped
      // The file has more than it may.
      guard count > 0 else { continue }
      guard run.cause == nil else {
        pieces.append(.silence(count))
        continue
      }
      let position = run.ringPosition + skipped
      // Given back by the writer: other sound may be there, and the file has more than we know of or less.
      guard position >= done else { return [] }
      pieces.append(.heard(samples(at: position, count: count)))
    }
    return pieces
  }

  /// The gaps within the first `frames` frames of the take's file.
  package func gaps(within frames: Int64) -> [Gap] {
    let until = base + min(max(0, frames), Self.mostFrames)
    return runs.compactMap { run in
      guard let cause = run.cause else { return nil }
      let start = max(run.start, base)
      let length = min(run.end, until) - start
      return length > 0 ? Gap(position: start - base, length: length, cause: cause) : nil
    }
  }

  private func samples(at position: Int64, count: Int64) -> [Int16] {
    (position..<position + count).map { position in
      let at = CaptureLayout.samples + 2 * Int(position & (capacity - 1))
      return Int16(truncatingIfNeeded: Int(bytes[at]) | Int(bytes[at + 1]) << 8)
    }
  }

  /// The time line that the writer makes of ring and ledger.
  private static func runs(_ bytes: [UInt8], upTo staged: Int64) -> [Run]? {
    let count = number(bytes, CaptureLayout.ledgerCount)
    guard (0...Int64(GapLedger.capacity)).contains(count) else { return nil }
    var runs: [Run] = []
    var position: Int64 = 0
    var time: Int64 = 0
    func go(to end: Int64) {
      guard end > position else { return }
      runs.append(Run(start: time, length: end - position, ringPosition: position, cause: nil))
      time += end - position
      position = end
    }
    for index in 0..<Int(count) {
      let at = CaptureLayout.ledger + 8 * CaptureLayout.entryNumbers * index
      let entry = GapLedger.Entry(number(bytes, at), number(bytes, at + 8), cause: number(bytes, at + 16))
      guard let entry, entry.position >= 0, entry.position <= staged, entry.length > 0,
        entry.length <= Int64(Int32.max)
      else { return nil }
      go(to: entry.position)
      runs.append(Run(start: time, length: entry.length, ringPosition: position, cause: entry.cause))
      time += entry.length
    }
    go(to: staged)
    return runs
  }

  private static func note(in bytes: [UInt8]) -> (take: TakeID, base: Int64, end: Int64)? {
    guard bytes.count >= CaptureLayout.headBytes, UInt64(bitPattern: number(bytes, 0)) == CaptureLayout.mark
    else { return nil }
    let current = number(bytes, CaptureLayout.currentNote)
    guard current == 0 || current == 1 else { return nil }
    let at = CaptureLayout.notes + Int(current) * CaptureLayout.noteBytes
    let name = bytes[(at + 16)..<(at + CaptureLayout.noteBytes)].prefix { $0 != 0 }
    guard let take = TakeID(String(decoding: name, as: UTF8.self)) else { return nil }
    return (take, number(bytes, at), number(bytes, at + 8))
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int64 {
    bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Int64.self)) }
  }
}
