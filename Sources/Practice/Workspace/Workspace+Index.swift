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
          reviewed.take, reviewed.pacing, reviewed.assessment, placement: isNew ? .newest : .byTime)
      }
    }
  }

  /// How many takes there are.
  public var count: Int {
    get throws { try answer { try $0.ids().count } }
  }

  /// Makes the whole index anew from the takes.
  /// - Returns: how many takes it has now.
  public func rebuild() throws -> Int { try answer { try fill($0) } }

  /// Measures all takes that were not measured by this version of the analysis, and tells how far it is.
  public func measureAll() throws {
    let ids = try answer { try $0.idsNeedingAnalysis() }
    defer { progress(.done) }
    for (number, take) in loaded(ids).enumerated() {
      progress(.measuringTake(number: number + 1, of: ids.count))
      do {
        index(ReviewedTake(take, try measure(take)), isNew: false)
      } catch {
        tell(.notMeasured(take.id, error))
      }
    }
  }

  @discardableResult private func fill(_ index: TakeIndex) throws -> Int {
    let takes = loaded(try library.takeIDs())
    try index.rebuild(from: takes.map { TakeIndex.Entry($0) })
    return takes.count
  }

  /// Takes that the index missed come in, those whose folders are gone go.
  /// - Throws: `TrackerError` for a damaged index; other trouble is told.
  private func synchronize(_ index: TakeIndex, besides new: TakeID?) throws {
    do {
      if try index.needsRebuild() {
        try fill(index)
        return
      }
      let (known, there) = (Set(try index.ids()), try library.takeIDs())
      for id in known.subtracting(there) { try index.remove(id) }
      for take in loaded(there.filter { $0 != new && !known.contains($0) && !library.isLive($0) }) {
        try index.update(take, placement: .byTime)
      }
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

  private func loaded(_ ids: [TakeID]) -> [Take] {
    ids.compactMap { id in
      do throws(TakeLibraryError) {
        return try library.load(id)
      } catch {
        // Recovery makes a sidecar where there is audio; a folder without one was made right before its program was killed.
        if error.kind != .missing { tell(.trouble(error)) }
        return nil
      }
    }
  }
}
