import Foundation
import Recording
import Rehearsal
import Tracker

extension Workspace {
  /// A take that is being recorded, or was until just now: it has a folder but no row yet.
  struct NewTake {
    let id: TakeID
    /// How the folder of takes changed when the take's folder was made; `nil` if more may have changed.
    let change: FolderChange?
  }

  /// The index's answer. At its first use the index is brought in step with the takes. Damage that no check
  /// finds shows up here: the index is then moved aside and rebuilt.
  /// - Parameter new: a take that gets its row later, by `index(_:placement:after:)`.
  func answer<Value>(besides new: NewTake? = nil, _ question: (TakeIndex) throws -> Value) throws -> Value {
    let (index, isNew) = try indexInUse.index(tell: tell, progress: progress)
    do {
      if isNew { try synchronize(index, besides: new) }
      return try question(index)
    } catch let error as TrackerError where error.kind == .damaged {
      try indexInUse.replace(because: error, tell: tell)
      let sound = try indexInUse.index(tell: tell, progress: progress).index
      try fill(sound, besides: new)
      return try question(sound)
    }
  }

  /// Opens the index early, so that a take that is being recorded need not wait for it at its end.
  func openIndex(besides new: NewTake) { tellingTrouble { try answer(besides: new) { _ in } } }

  /// What a recording does not wait for: opens the index, repairs the takes that were cut off, and brings the index in
  /// step with them.
  func catchUp(besides new: NewTake) {
    openIndex(besides: new)
    guard !cutOff.areRepaired else { return }
    tellingTrouble {
      try recover()
      try answer(besides: new) { try synchronize($0, besides: new) }
    }
  }

  /// Writes the row of a take whose files are saved.
  /// - Parameter change: how the folder of takes changed when the take's folder was made.
  func index(_ reviewed: ReviewedTake, placement: Placement = .newest, after change: FolderChange? = nil) {
    tellingTrouble {
      try answer(besides: NewTake(id: reviewed.take.id, change: change)) {
        try $0.record(reviewed.take, reviewed.pacing, placement: placement, after: change)
      }
    }
  }

  /// Looks through all takes and repairs those that need it; rebuilds the index if asked to.
  /// - Returns: how many takes there are.
  public func recoverAll(rebuilding: Bool) throws -> Int {
    tell(try TakeRecovery(of: library))
    if rebuilding { return try answer { try fill($0) } }
    return try answer { try $0.count() }
  }

  /// Measures all takes that this version of the analysis has not measured yet, and tells its progress.
  public func measureAll() throws { measure(try answer { try $0.idsNeedingAnalysis() }) }

  /// Measures takes, and tells its progress.
  func measure(_ ids: [TakeID]) {
    guard !ids.isEmpty else { return }
    defer { progress(.done) }
    for (number, take) in loaded(ids).enumerated() {
      progress(.measuringTake(number: number + 1, of: ids.count))
      do {
        index(ReviewedTake(take, try measure(take)), placement: .byTime)
      } catch {
        tell(.notMeasured(take.id, error))
      }
    }
  }

  /// Repairs takes whose recording was cut off.
  func recover() throws(TakeLibraryError) {
    let recovery = try TakeRecovery(ofCutOff: library)
    cutOff.areRepaired = true
    tell(recovery)
  }

  private func tell(_ recovery: TakeRecovery) {
    for take in recovery.recovered {
      tell(.recovered(take))
      // The take itself wins over an older row.
      tellingTrouble { try answer { try $0.update(take, placement: .byTime) } }
    }
    for problem in recovery.problems { tell(.notRecovered(problem.id, problem.error)) }
  }

  @discardableResult private func fill(_ index: TakeIndex, besides new: NewTake? = nil) throws -> Int {
    let folder = folderStamp(without: new)
    let ids = try library.takeIDs().filter { $0 != new?.id }
    let takes = ended(ids)
    try index.rebuild(
      from: takes.map { TakeIndex.Entry($0) }, folder: takes.count == ids.count ? settled(folder) : nil)
    return takes.count
  }

  /// Adds takes that the index lacks and removes those whose folders are gone. Lists nothing if the folder is
  /// unchanged.
  /// - Throws: `TrackerError` for a damaged index; other trouble is told.
  private func synchronize(_ index: TakeIndex, besides new: NewTake?) throws {
    do {
      if try index.needsRebuild() {
        try fill(index, besides: new)
        return
      }
      let folder = folderStamp(without: new)
      if let folder, try index.isInStep(with: folder) { return }
      let difference = try index.difference(from: try library.takeIDs().filter { $0 != new?.id })
      let takes = ended(difference.missing)
      try index.bringInStep(
        adding: takes, removing: difference.gone.filter { $0 != new?.id },
        folder: takes.count == difference.missing.count ? settled(folder) : nil)
    } catch {
      if let error = error as? TrackerError, error.kind == .damaged { throw error }
      tell(.trouble(error))
    }
  }

  /// The stamp of the folder of takes as it was without the new take's folder; the take's row moves it on
  /// later. `nil` if that stamp is unknown.
  private func folderStamp(without new: NewTake?) -> FolderStamp? {
    let now = library.folderStamp
    guard let new else { return now }
    guard let change = new.change, change.after == now else { return nil }
    return change.before
  }

  private func settled(_ folder: FolderStamp?) -> FolderStamp? {
    folder.flatMap { $0.isSettled(at: environment.now().timeIntervalSince1970) ? $0 : nil }
  }

  /// The take. It is repaired first if its sidecar cannot be read, or if it was cut off and the journal does
  /// not say so (because of an older Aloud, or because someone edited it).
  func load(_ id: TakeID) throws(TakeLibraryError) -> Take {
    do throws(TakeLibraryError) {
      let take = try library.load(id)
      guard take.state == .recording, !library.isLive(id) else { return take }
    } catch {
      guard error.kind == .damaged else { throw error }
    }
    tell(TakeRecovery(of: [id], in: library))
    return try library.load(id)
  }

  /// Those that have ended, as their sidecars say. As long as one has not, the folder of takes has to be looked at again
  /// at each start: only the sidecar knows what becomes of it.
  private func ended(_ ids: [TakeID]) -> [Take] { loaded(ids).filter { $0.state != .recording } }

  private func loaded(_ ids: [TakeID]) -> [Take] {
    ids.compactMap { id in
      do throws(TakeLibraryError) {
        return try cutOff.areRepaired ? load(id) : library.load(id)
      } catch {
        // Recovery makes a sidecar if there is audio. A folder without one is of a program killed right after
        // it made it. What is damaged waits for the repair.
        let waits = error.kind == .damaged && !cutOff.areRepaired
        if error.kind != .missing, !waits { tell(.trouble(error)) }
        return nil
      }
    }
  }
}
