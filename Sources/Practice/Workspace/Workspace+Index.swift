import Foundation
import Recording
import Rehearsal
import Tracker

extension Workspace {
  /// A take that is being recorded, or was just now: it has a folder and no row yet.
  struct NewTake {
    let id: TakeID
    /// How the folder of takes changed when its folder was made; `nil` when more may have changed.
    let change: FolderChange?
  }

  /// What the index says. At its first use it is brought in step with the takes. Damage that no check finds shows here: the
  /// index is moved aside and made anew.
  /// - Parameter new: a take whose row is yet to come, and comes by `index(_:placement:after:)`.
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

  /// Opens the index, so that a take that is being recorded need not wait for it when it is over.
  func openIndex(besides new: NewTake) { tellingTrouble { try answer(besides: new) { _ in } } }

  /// Keeps the row of a take whose files are saved.
  /// - Parameter change: how the folder of takes changed when the take's folder was made.
  func index(_ reviewed: ReviewedTake, placement: Placement = .newest, after change: FolderChange? = nil) {
    tellingTrouble {
      try answer(besides: NewTake(id: reviewed.take.id, change: change)) {
        try $0.record(reviewed.take, reviewed.pacing, placement: placement, after: change)
      }
    }
  }

  /// Looks through all takes and repairs what needs it, and makes the index anew where that is asked for.
  /// - Returns: how many takes there are.
  public func recoverAll(rebuilding: Bool) throws -> Int {
    tell(try TakeRecovery(of: library))
    if rebuilding { return try answer { try fill($0) } }
    return try answer { try $0.count() }
  }

  /// Measures all takes that were not measured by this version of the analysis, and tells how far it is.
  public func measureAll() throws { measure(try answer { try $0.idsNeedingAnalysis() }) }

  /// Measures takes, and tells how far it is.
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

  /// Brings takes into order whose recording was cut off.
  func recover() throws(TakeLibraryError) { tell(try TakeRecovery(ofCutOff: library)) }

  private func tell(_ recovery: TakeRecovery) {
    for take in recovery.recovered {
      tell(.recovered(take))
      // What the takes say wins over a row from before.
      tellingTrouble { try answer { try $0.update(take, placement: .byTime) } }
    }
    for problem in recovery.problems { tell(.notRecovered(problem.id, problem.error)) }
  }

  @discardableResult private func fill(_ index: TakeIndex, besides new: NewTake? = nil) throws -> Int {
    let folder = folderStamp(without: new)
    let ids = try library.takeIDs().filter { $0 != new?.id }
    let takes = loaded(ids)
    try index.rebuild(
      from: takes.map { TakeIndex.Entry($0) }, folder: takes.count == ids.count ? settled(folder) : nil)
    return takes.count
  }

  /// Takes that the index missed come in, those whose folders are gone go; nothing is listed where the folder is as it
  /// was.
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
      let takes = loaded(difference.missing.filter { !library.isLive($0) })
      try index.bringInStep(
        adding: takes, removing: difference.gone.filter { $0 != new?.id },
        folder: takes.count == difference.missing.count ? settled(folder) : nil)
    } catch {
      if let error = error as? TrackerError, error.kind == .damaged { throw error }
      tell(.trouble(error))
    }
  }

  /// The stamp of the folder of takes; of a new take's folder it knows nothing, for the take's row moves it on. `nil` when
  /// that cannot be told.
  private func folderStamp(without new: NewTake?) -> FolderStamp? {
    let now = library.folderStamp
    guard let new else { return now }
    guard let change = new.change, change.after == now else { return nil }
    return change.before
  }

  private func settled(_ folder: FolderStamp?) -> FolderStamp? {
    folder.flatMap { $0.isSettled(at: environment.now().timeIntervalSince1970) ? $0 : nil }
  }

  /// The take, in order: one whose sidecar cannot be read, or that was cut off without a note in the journal, by an older
  /// Aloud or a hand, is repaired first.
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

  private func loaded(_ ids: [TakeID]) -> [Take] {
    ids.compactMap { id in
      do throws(TakeLibraryError) {
        return try load(id)
      } catch {
        // Recovery makes a sidecar where there is audio; a folder without one was made right before its program was killed.
        if error.kind != .missing { tell(.trouble(error)) }
        return nil
      }
    }
  }
}
