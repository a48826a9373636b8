import Recording
public import Rehearsal
import Signal
import SoundFile
import SpeechTiming
import Tracker

extension Workspace {
  /// Path of the audio of a take.
  public func audioPath(of take: TakeID) -> String { library.audioPath(of: take) }

  /// The measurements of one take, and how it stands against its target. A take that was never measured is
  /// measured now.
  func review(of take: Take) throws -> ReviewedTake {
    if let pacing = try? answer({ try $0.pacing(of: take) }) { return ReviewedTake(take, pacing) }
    let reviewed = ReviewedTake(take, try measure(take))
    index(reviewed, placement: .byTime)
    return reviewed
  }

  /// Ticks the points that an answer covered, and takes ticks away. What is ticked stays ticked.
  /// - Parameters:
  ///   - numbers: places in the list of what a strong answer covers, from 1.
  ///   - others: places whose tick is taken away.
  /// - Throws: `NoSuchItem` for the first number that is not in the list.
  public func tick(_ numbers: Set<Int>, untick others: Set<Int> = [], in answer: Answer) throws -> Answer {
    // The first part that knows the list has the ticks of the whole answer.
    let keeper = answer.questioned.id
    let ticked = answer.parts.filter { $0.take.id != keeper && !$0.take.covered.isEmpty }
    _ = try change(keeper) { take in
      let count = take.prompt.covers.count
      let stranger = numbers.union(others).sorted().first { !(1...max(1, count)).contains($0) || count == 0 }
      if let stranger { throw NoSuchItem(number: stranger, count: count) }
      take.covered = Set(take.covered + ticked.flatMap(\.take.covered)).union(numbers.map { $0 - 1 })
        .subtracting(others.map { $0 - 1 }).sorted()
    }
    for part in ticked { _ = try change(part.take.id) { $0.covered = [] } }
    return try self.answer(with: keeper)
  }

  /// A take of `question` that begins now.
  /// - Parameter before: the take that it continues; `nil` if it continues none.
  func newTake(of question: Question, after before: Take?, device: Take.Device) -> Take {
    let (id, time) = (environment.newTakeID, environment.timestamp)
    if let before { return before.nextPart(id: id, recordedAt: time, device: device) }
    return Take(
      id: id, prompt: question.prompt, target: question.target, targetSource: question.source,
      recordedAt: time, device: device)
  }

  /// Changes a take's sidecar in one step, and its row after it.
  func change(_ id: TakeID, _ change: (inout Take) throws -> Void) throws -> Take {
    let take = try library.change(id, change)
    tellingTrouble { try answer { try $0.update(take) } }
    return take
  }

  /// Measures the audio of a take.
  func measure(_ take: Take) throws -> Pacing {
    // A program that is killed before the first frame leaves no audio, or a file without a header.
    if take.frames == 0, let rate = try? SampleRate(hertz: take.device.sampleRate) {
      var nothing = SpeechAnalyzer(sampleRate: rate)
      return nothing.finish()
    }
    defer { progress(.done) }
    return try FileAnalysis(take: audioPath(of: take.id), gaps: take.gaps).run {
      progress(.measuring(share: $0))
    }
  }

  // MARK: Room

  /// Refuses an answer that could not be kept: no right to write, no room for it, or a limit of the process.
  func requireRoom(forSeconds seconds: Double, at sampleRate: Int) throws {
    try library.requireWritable()
    let frames = min(Int64(seconds * Double(sampleRate)), WAVWriter.mostFrames)
    try ProcessLimits.require(fileOf: 2 * frames + Self.header)
    let needed = Int64(seconds * Double(sampleRate) * 2) + Self.reserve
    if let free = library.freeBytes, free < needed {
      throw NoRoom(path: library.path, free: free, needed: needed)
    }
  }

  /// Seconds of audio at this rate for which the disk has room; `nil` if the system does not say.
  func room(at sampleRate: Int) -> Double? {
    library.freeBytes.map { Double(max(0, $0 - Self.reserve)) / Double(2 * sampleRate) }
  }

  /// More than the header of an audio file, in bytes.
  private static let header: Int64 = 4096

  /// Room for sidecar, index and their journals beside the audio, in bytes.
  private static let reserve: Int64 = 8 << 20
}

/// The disk has no room for the longest answer.
public struct NoRoom: Error {
  /// The folder of the takes.
  public let path: String
  /// In bytes.
  public let free, needed: Int64
}

/// The list of what a strong answer covers has no such number.
public struct NoSuchItem: Error {
  /// As given.
  public let number: Int
  /// Items of the list; 0 for a prompt without one.
  public let count: Int
}
