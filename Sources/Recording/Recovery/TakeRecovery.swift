import Foundation
public import Rehearsal
import Signal
import SoundFile

/// Repairs takes whose recording was cut off by a killed program, a power cut or a full disk.
///
/// Nothing that was recorded is deleted, and no audio file gets shorter. That holds even if it runs twice or is
/// killed: every step leaves a state from which it starts again. A take that is being recorded is left alone; the
/// lock that its recorder holds shows that.
public struct TakeRecovery: Sendable {
  /// Takes that were repaired now.
  public private(set) var recovered: [Take] = []
  /// Takes that are being recorded by a running program.
  public private(set) var live: [TakeID] = []
  /// Takes that could not be repaired, and why.
  public private(set) var problems: [Problem] = []

  /// A take that could not be repaired.
  public struct Problem: Sendable {
    /// Its name.
    public let id: TakeID
    /// Why.
    public let error: RecordingError
  }

  /// Repairs the takes that the journal says were cut off. In a library without a journal it looks through
  /// all takes.
  /// - Throws: `TakeLibraryError` if the library cannot be listed.
  public init(ofCutOff library: TakeLibrary) throws(TakeLibraryError) {
    guard let ids = library.journal.ids else {
      try self.init(of: library)
      return
    }
    self.init(of: ids, in: library)
  }

  /// Looks through the whole library and repairs the takes that need it.
  /// - Throws: `TakeLibraryError` if the library cannot be listed.
  public init(of library: TakeLibrary) throws(TakeLibraryError) {
    let journalled = library.journal.ids ?? []
    self.init(of: Set(try library.takeIDs() + journalled).sorted(), in: library)
    library.journal.create()
  }

  /// Repairs those of `ids` that need it.
  public init(of ids: [TakeID], in library: TakeLibrary) {
    defer { Self.clearMemory(of: library) }
    let parts = Self.beginParts(in: library)
    let begun = Set(library.journal.ids ?? [])
    for id in ids + parts.filter({ !ids.contains($0) }) {
      do throws(RecordingError) {
        if let take = try Self.recover(id, in: library) {
          recovered.append(take)
        } else if begun.contains(id) {
          try Self.removeUnbegun(id, in: library)
        }
        // A recorder that has just made its folder has nothing to recover, but it is alive, and keeps its
        // entry.
        if !library.isLive(id) { library.journal.end(id) }
      } catch {
        if case .library(let reason) = error, reason.kind == .live {
          live.append(id)
        } else if case .library(let reason) = error, reason.kind == .missing {
          // Its folder is gone.
          library.journal.end(id)
        } else {
          problems.append(Problem(id: id, error: error))
        }
      }
    }
  }

  /// - Returns: the take; `nil` if there was nothing to do.
  private static func recover(_ id: TakeID, in library: TakeLibrary) throws(RecordingError) -> Take? {
    do throws(TakeLibraryError) {
      let folder = try library.folder(id)
      guard try needsRecovery(folder, library) else { return nil }
      try folder.lock()
      // Checked again under the lock: the recorder may have ended in between.
      guard try needsRecovery(folder, library) else { return nil }
      return try repair(folder, library)
    } catch {
      throw .library(error)
    }
  }

  /// Removes the folder of a recorder that was killed before it wrote down what it records. Only for a take in the journal:
  /// its recorder held the folder before it made the entry, so it is dead if the folder is free.
  private static func removeUnbegun(_ id: TakeID, in library: TakeLibrary) throws(RecordingError) {
    do throws(TakeLibraryError) {
      let folder = try library.folder(id)
      guard folder.isUnbegun else { return }
      try folder.lock()
      if folder.isUnbegun { folder.removeUnbegun(from: library.root) }
    } catch {
      throw .library(error)
    }
  }

  private static func needsRecovery(_ folder: TakeFolder, _ library: TakeLibrary) throws(TakeLibraryError)
    -> Bool
  {
    do throws(TakeLibraryError) {
      return try library.load(from: folder).state == .recording
    } catch {
      switch error.kind {
      case .missing: return folder.hasAudio
      case .damaged: return true
      default: throw error
      }
    }
  }

  /// The caller holds the folder, so that no other program reaches the memory either.
  private static func repair(_ folder: TakeFolder, _ library: TakeLibrary) throws(TakeLibraryError) -> Take {
    let memory = CaptureMemory.memories(of: library).first { $0.takes.contains(folder.id) }?.memory
    // If folders have no locks, the memory's lock shows that the recorder is alive.
    guard memory?.hold() ?? true else {
      throw TakeLibraryError(.live, "lock", folder.path, "the take is being recorded")
    }
    let remains = memory.flatMap { CaptureRemains($0.bytes(), of: folder.id) }
    // The reserve makes room for the last of the audio and for the sidecar.
    folder.releaseReserve()
    let audio = try folder.repairAudio(appending: remains)
    var take: Take
    do throws(TakeLibraryError) {
      take = try library.load(from: folder)
    } catch {
      if error.kind == .damaged { try folder.setAside(TakeFolder.sidecarName) }
      take = try minimalTake(folder.id, audio: audio, path: folder.path)
    }
    take.state = .recovered
    // After the repair the header is the truth. Half a frame or another chunk may follow the samples.
    take.frames = audio?.framesInHeader ?? 0
    // Without the memory (after a power cut), the gaps and marks that the sidecar had by then; the file may
    // be shorter.
    take.gaps = remains?.gaps(within: take.frames) ?? take.gaps.compactMap { $0.within(take.frames) }
    take.marks = remains?.marks(within: take.frames) ?? take.marks
    for index in take.marks.indices {
      take.marks[index].position = min(take.marks[index].position, take.frames)
    }
    // Must precede the save: recovery skips the folder afterwards.
    folder.removeUnfinished()
    try library.save(take, in: folder)
    return take
  }

  /// Removes the memories of dead recorders whose takes are in order or gone.
  private static func clearMemory(of library: TakeLibrary) {
    for (takes, memory) in CaptureMemory.memories(of: library) where takes.allSatisfy(isInOrder) {
      // A part that could not be begun, because of a full disk for example, is tried again.
      guard unbegunPart(of: takes, memory, in: library) == nil, memory.hold() else { continue }
      memory.remove()
    }
    func isInOrder(_ take: TakeID) -> Bool {
      do throws(TakeLibraryError) { return try library.load(take).state != .recording } catch {
        return error.kind == .missing
      }
    }
  }

  /// All that can be known without a sidecar: the time, from the name of the folder, and the length.
  private static func minimalTake(_ id: TakeID, audio: WAVLayout?, path: String) throws(TakeLibraryError)
    -> Take
  {
    guard let date = id.date else {
      throw TakeLibraryError(.damaged, "recover", path, "the name of the folder is no time")
    }
    let prompt = PromptReference.lost
    let rate = audio.flatMap { try? SampleRate(hertz: $0.sampleRate) } ?? .preferred
    return Take(
      id: id, prompt: prompt, target: prompt.kind.defaultTarget, targetSource: .kind,
      recordedAt: Timestamp(date, in: .gmt),
      device: .unknown(at: rate, channels: audio?.channels ?? 1))
  }
}
