import Rehearsal
import Signal

/// A recorder whose file is full says in its memory which part comes next, and then makes the files of that part. If it
/// dies in between, what it went on to hear is in the memory alone.
extension TakeRecovery {
  /// Makes the files of parts that a dead recorder had not come to make.
  /// - Returns: those parts; each has the state of a take that was cut off.
  static func beginParts(in library: TakeLibrary) -> [TakeID] {
    CaptureMemory.memories(of: library).compactMap { takes, memory in
      guard let part = unbegunPart(of: takes, memory, in: library), memory.hold(),
        let rate = try? SampleRate(hertz: part.device.sampleRate),
        (try? TakeFiles(for: part, at: rate, in: library)) != nil
      else { return nil }
      return part.id
    }
  }

  /// The part that a memory has frames of and that has no folder; `nil` if there is none.
  static func unbegunPart(of takes: [TakeID], _ memory: SharedMemory.Named, in library: TakeLibrary) -> Take?
  {
    guard takes.count == 2, isMissing(takes[0], in: library), let before = try? library.load(takes[1]),
      let date = takes[0].date, let remains = CaptureRemains(memory.bytes(), of: takes[0]),
      !remains.stretches(after: 0).isEmpty
    else { return nil }
    var part = before.nextPart(
      id: takes[0], recordedAt: Timestamp(date, in: before.recordedAt.zone), device: before.device)
    part.isSeamless = true
    return part
  }

  private static func isMissing(_ take: TakeID, in library: TakeLibrary) -> Bool {
    do throws(TakeLibraryError) {
      _ = try library.load(take)
      return false
    } catch {
      return error.kind == .missing
    }
  }
}
