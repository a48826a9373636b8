public import Recording
public import Rehearsal

/// News for the person, apart from results: a value, which each shell words or draws.
public enum Notice: Sendable {
  /// A take that was cut off is repaired.
  case recovered(Take)
  /// A take that was cut off could not be repaired.
  case notRecovered(TakeID, any Error)
  /// The index cannot be used; a temporary one takes its place.
  case indexUnusable(any Error)
  /// The index was damaged and is now at `path`; a new one is made from the takes.
  case indexSetAside(path: String)
  /// A pack with this many mistakes is left out.
  case packLeftOut(name: String, mistakes: Int)
  /// A take could not be measured.
  case notMeasured(TakeID, any Error)
  /// Anything else that went wrong and stops nothing.
  case trouble(any Error)

  /// The disk has room for only this many seconds of recording.
  case littleRoom(seconds: Double)
  /// Something about the microphone's setup.
  case microphone(MicrophoneFinding)
  /// The disk does not answer; the attempt waits for it.
  case waitingForDisk
  /// The take could not be saved, for a reason that was told before. What was said is in its folder and in memory, and the next
  /// start finishes the take.
  case keptUnfinished(TakeID)
  /// A part of the answer filled a file; the answer goes on in the next take.
  case partFilled(Take)
  /// Measuring takes long here; the take is saved.
  case measuringTakesLong(TakeID)
  /// A part of the answer is saved and measured.
  case reviewed(ReviewedTake)
  /// The microphone went away in the middle of the answer, which is saved as `take`. Where the answer can go on,
  /// `nextPart` is its number.
  case microphoneLost(take: TakeID, nextPart: Int?)
  /// The microphone can be opened again, for this part.
  case microphoneBack(nextPart: Int)
}

/// The progress of work that takes longer than a moment.
public enum Progress: Sendable, Equatable {
  /// An index of an older version, with this many takes, is copied and migrated.
  case migrating(takes: Int)
  /// Measuring one recording, 0…1.
  case measuring(share: Double)
  /// Measuring many.
  case measuringTake(number: Int, of: Int)
  /// The work is done.
  case done
}
