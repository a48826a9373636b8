public import Recording
public import Rehearsal

/// News for the person that is no result: a value, which each shell words or draws.
public enum Notice: Sendable {
  /// A take that was cut off is in order again.
  case recovered(Take)
  /// A take that was cut off could not be brought into order.
  case notRecovered(TakeID, any Error)
  /// The index cannot be used; a temporary one takes its place.
  case indexUnusable(any Error)
  /// The index was damaged and is now at `path`; a new one is made from the takes.
  case indexSetAside(path: String)
  /// A pack with so many mistakes is left out.
  case packLeftOut(name: String, mistakes: Int)
  /// A take could not be measured.
  case notMeasured(TakeID, any Error)
  /// Anything else that went wrong and stops nothing.
  case trouble(any Error)

  /// The disk has room for so many seconds of recording, which is little.
  case littleRoom(seconds: Double)
  /// Something about the microphone's setup.
  case microphone(MicrophoneFinding)
  /// The disk does not take what was said; it is waited for.
  case waitingForDisk
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

/// How far a piece of work is that takes longer than a moment.
public enum Progress: Sendable, Equatable {
  /// An index of an older version, with so many takes, is copied and changed.
  case migrating(takes: Int)
  /// Measuring one recording, 0…1.
  case measuring(share: Double)
  /// Measuring many.
  case measuringTake(number: Int, of: Int)
  /// Nothing takes long any more.
  case done
}
