package import Rehearsal
package import Signal

/// What a dead recorder had heard, read from the memory that it left (`CaptureMemory`): the frames that did
/// not get into the file of its take, every gap and every mark. The bytes are not trusted.
package struct CaptureRemains {
  /// A stretch that is to be appended to the file.
  package enum Stretch: Equatable {
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
  private let samples: Int
  private let runs: [Run]
  private let allMarks: [MarkLedger.Entry]
  private let isLastPart: Bool

  /// A run of the time line: frames of the ring, or frames that were lost.
  private struct Run {
    var start: Int64
    var length: Int64
    var ringPosition: Int64
    var cause: Gap.Cause?
    var end: Int64 { start + length }
  }

  /// No answer has more frames than this: positions beyond it are damage.
  private static let mostFrames: Int64 = 1 << 40

  /// The takes that own the memory that begins with these `CaptureLayout.headBytes`: the one in work, then the part
  /// before it, if any. Empty if Aloud did not write it.
  static func owners(of head: [UInt8]) -> [TakeID] { notes(in: head).map(\.take) }

  /// - Parameter take: the take to read the remains of; by default the one in work.
  /// - Returns: `nil` if the bytes are not what a recorder of that take leaves.
  package init?(_ bytes: [UInt8], of take: TakeID? = nil) {
    let notes = Self.notes(in: bytes)
    guard let note = notes.first(where: { take == nil || $0.take == take }) else { return nil }
    let isFormat1 = Self.mark(of: bytes) == CaptureLayout.markOfFormat1
    let samples = isFormat1 ? CaptureLayout.samplesOfFormat1 : CaptureLayout.samples
    guard bytes.count > samples else { return nil }
    let capacity = Self.number(bytes, CaptureLayout.capacity)
    let published = Self.number(bytes, CaptureLayout.published)
    let staged = Self.number(bytes, CaptureLayout.staged)
    let done = Self.number(bytes, CaptureLayout.done)
    guard capacity >= 64, capacity & (capacity - 1) == 0, capacity < Self.mostFrames,
      bytes.count == samples + 2 * Int(capacity),
      0 <= done, done <= published, published <= staged, staged <= Self.mostFrames, staged - done <= capacity,
      (0...Self.mostFrames).contains(note.base), (0...Self.mostFrames).contains(note.end),
      let runs = Self.runs(bytes, upTo: staged)
    else { return nil }
    (self.bytes, self.capacity, self.done, self.samples, self.runs) = (bytes, capacity, done, samples, runs)
    (self.take, base, end) = note
    allMarks = isFormat1 ? [] : Self.marks(in: bytes)
    isLastPart = note.take == notes.first?.take
  }

  /// What comes after the first `frames` frames of the take's file.
  package func stretches(after frames: Int64) -> [Stretch] {
    let from = base + min(max(0, frames), Self.mostFrames)
    let until = base + end
    var stretches: [Stretch] = []
    for run in runs where run.end > from && run.start < until {
      let skipped = max(0, from - run.start)
      let count = min(run.end, until) - run.start - skipped
      // The file has more frames than the note allows.
      guard count > 0 else { continue }
      guard run.cause == nil else {
        stretches.append(.silence(count))
        continue
      }
      let position = run.ringPosition + skipped
      // The writer has freed these places, so other sound may be there; the file has more or fewer frames
      // than the memory tells.
      guard position >= done else { return [] }
      stretches.append(.heard(samples(at: position, count: count)))
    }
    return stretches
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

  /// The marks that were made in the take; its file has `frames` frames. The device had not yet delivered
  /// everything that was said, so a mark beyond the last frame is put at the end.
  package func marks(within frames: Int64) -> [Mark] {
    allMarks.compactMap { entry in
      guard entry.position >= base, isLastPart || entry.position < base + end else { return nil }
      return Mark(entry.kind, at: min(entry.position - base, max(0, frames)), name: entry.name)
    }
  }

  /// All marks up to the first invalid one.
  private static func marks(in bytes: [UInt8]) -> [MarkLedger.Entry] {
    let count = number(bytes, CaptureLayout.markCount)
    guard (0...Int64(CaptureLayout.mostMarks)).contains(count) else { return [] }
    var marks: [MarkLedger.Entry] = []
    for index in 0..<Int(count) {
      let at = CaptureLayout.marks + CaptureLayout.markBytes * index
      let position = number(bytes, at)
      guard ((marks.last?.position ?? 0)...mostFrames).contains(position),
        let kind = text(bytes, at + CaptureLayout.markKind..<at + CaptureLayout.markName), !kind.isEmpty,
        let name = text(bytes, at + CaptureLayout.markName..<at + CaptureLayout.markBytes)
      else { break }
      marks.append(
        MarkLedger.Entry(
          position: position, kind: Mark.Kind(rawValue: kind), name: name.isEmpty ? nil : name))
    }
    return marks
  }

  private static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
    String(validating: bytes[range].prefix { $0 != 0 }, as: UTF8.self)
  }

  private func samples(at position: Int64, count: Int64) -> [Int16] {
    (position..<position + count).map { position in
      let at = samples + 2 * Int(position & (capacity - 1))
      return Int16(truncatingIfNeeded: Int(bytes[at]) | Int(bytes[at + 1]) << 8)
    }
  }

  /// The time line that the writer would make of ring and ledger.
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

  private typealias Note = (take: TakeID, base: Int64, end: Int64)

  private static func mark(of bytes: [UInt8]) -> UInt64 { UInt64(bitPattern: number(bytes, 0)) }

  /// The complete notes, that of the take in work first.
  private static func notes(in bytes: [UInt8]) -> [Note] {
    guard bytes.count >= CaptureLayout.headBytes else { return [] }
    let isFormat1 = mark(of: bytes) == CaptureLayout.markOfFormat1
    guard isFormat1 || mark(of: bytes) == CaptureLayout.mark else { return [] }
    let current = number(bytes, CaptureLayout.currentNote)
    guard current == 0 || current == 1 else { return [] }
    let start = CaptureLayout.notes + Int(current) * CaptureLayout.noteBytes
    guard let note = note(in: bytes, at: start) else { return [] }
    let other = CaptureLayout.notes + Int(1 - current) * CaptureLayout.noteBytes
    guard !isFormat1, number(bytes, other + CaptureLayout.noteIsWhole) == 1,
      let before = Self.note(in: bytes, at: other), before.base <= note.base, before.take != note.take
    else { return [note] }
    return [note, before]
  }

  private static func note(in bytes: [UInt8], at start: Int) -> Note? {
    text(bytes, start + CaptureLayout.noteName..<start + CaptureLayout.noteIsWhole).flatMap { TakeID($0) }
      .map { ($0, number(bytes, start), number(bytes, start + 8)) }
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int64 {
    bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Int64.self)) }
  }
}
