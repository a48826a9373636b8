import Foundation
import Recording
import Rehearsal
import Tracker

extension Workspace {
  /// What the index says. At its first use takes that it missed come in. Damage that no check finds shows here: the index
  /// is moved aside and made anew.
  /// - Parameter new: a take that was recorded just now, whose row comes with the question.
  func answer<Value>(besides new: TakeID? = nil, _ question: (TakeIndex) throws -> Value) throws -> Value {
    let (index, isNew) = try indexInUse.index(tell: tell)
    do {
      if isNew { try synchronize(index, besides: new) }
      return try question(index)
    } catch let error as TrackerError where error.kind == .damaged {
      try indexInUse.replace(because: error, tell: tell)
      let new = try indexInUse.index(tell: tell).index
      try fill(new)
      return try question(new)
    }
  }

  /// Keeps the row of a take whose files are saved.
  /// - Parameter isNew: it has just been recorded, so it comes after all others.
  func index(_ reviewed: ReviewedTake, isNew: Bool = true) {
    tellingTrouble {
      try answer(besides: reviewed.take.id) {
        try $0.record(
          reviewed.take, reviewed.pacing, placement: isNew ? .newest : .byTime,
          after: isNew ? library.change(madeBy: reviewed.take.id) : nil)
      }
    }
  }

  /// How many takes there are.
  public var count: Int {
    get throws { try answer { try $0.count() } }
  }

  /// Makes the whole index anew from the takes.
  /// - Returns: how many takes it has now.
  public func rebuild() throws -> Int { try answer { try fill($0) } }

  /// Measures all takes that were not measured by this version of the analysis, and tells how far it is.
  public func measureAll() throws {
    let ids = try answer { try $0.idsNeedingAnalysis() }
    defer { progress(.done) }
    for (number, take) in loaded(ids).takes.enumerated() {
      progress(.measuringTake(number: number + 1, of: ids.count))
      do {
        index(ReviewedTake(take, try measure(take)), isNew: false)
      } catch {
        tell(.notMeasured(take.id, error))
      }
    }
  }

  @discardableResult private func fill(_ index: TakeIndex) throws -> Int {
    let folder = settledStamp
    let (takes, isComplete) = loaded(try library.takeIDs())
    try index.rebuild(from: takes.map { TakeIndex.Entry($0) }, folder: isComplete ? folder : nil)
    return takes.count
  }

  /// Takes that the index missed come in, those whose folders are gone go. The folders are listed only where something
  /// else than this program and the index's last user made or removed one.
  /// - Throws: `TrackerError` for a damaged index; other trouble is told.
  private func synchronize(_ index: TakeIndex, besides new: TakeID?) throws {
    do {
      if try index.needsRebuild() {
        try fill(index)
        return
      }
      if let now = library.folderStamp {
        let change = new.flatMap { library.change(madeBy: $0) }
        let before = change?.after == now ? change?.before : nil
        if try index.isInStep(with: before ?? now) { return }
      }
      let folder = settledStamp
      let difference = try index.difference(from: library.takeIDs())
      let ready = difference.missing.filter { $0 != new && !library.isLive($0) }
      let (takes, isComplete) = loaded(ready)
      // Whoever records the others keeps their rows; should it be killed first, the next start lists the folders again.
      let isAll = isComplete && ready.count == difference.missing.count
      try index.bringInStep(adding: takes, removing: difference.gone, folder: isAll ? folder : nil)
    } catch {
      if let error = error as? TrackerError, error.kind == .damaged { throw error }
      tell(.trouble(error))
    }
  }

  /// Brings takes into order whose recording was cut off.
  func recover() throws(TakeLibraryError) {
    let recovery = try TakeRecovery(ofCutOff: library)
    for take in recovery.recovered {
      tell(.recovered(take))
      // What the takes say wins over a row from before.
      tellingTrouble { try answer { try $0.update(take, placement: .byTime) } }
    }
    for problem in recovery.problems { tell(.notRecovered(problem.id, problem.error)) }
  }

  private var settledStamp: FolderStamp? {
    library.folderStamp.flatMap { $0.isSettled(at: environment.now().timeIntervalSince1970) ? $0 : nil }
  }

  /// The takes; and whether none was left out that may be readable another time.
  private func loaded(_ ids: [TakeID]) -> (takes: [Take], isComplete: Bool) {
    var isComplete = true
    let takes = ids.compactMap { id -> Take? in
      do throws(TakeLibraryError) {
        return try library.load(id)
      } catch {
        // Recovery makes a sidecar where there is audio; a folder without one was made right before its program was killed.
        if error.kind != .missing {
          isComplete = false
          tell(.trouble(error))
        }
        return nil
      }
    }
    return (takes, isComplete)
  }
}
