public import Files
import Foundation
public import SpeechTiming
import Synchronization

/// Measures many files on several threads, and hands over the results one by one in the order of the files.
public final class AnalysisQueue: Sendable {
  private let files: [FileAnalysis]
  private let jobs: Int
  private let state = Mutex(State())
  /// Limits how many files may be ahead of the next to be handed over, so that results never pile up.
  private let room = DispatchSemaphore(value: 0)
  private let news = DispatchSemaphore(value: 0)

  private static let mostAhead = 256

  private struct State {
    var next = 0
    var results: [Int: Result<Pacing, any Error>] = [:]
    /// The share of the current file that is done, 0…1, if it is the only file.
    var share = 0.0
  }

  /// - Parameter jobs: files at a time, at least one.
  public init(_ files: [FileAnalysis], jobs: Int) {
    self.files = files
    self.jobs = max(1, min(jobs, files.count))
    // Signalled rather than given as the initial value: libdispatch traps if a semaphore is freed while it is
    // below its initial value.
    for _ in 0..<Self.mostAhead { room.signal() }
  }

  /// Works through the files.
  /// - Parameters:
  ///   - progress: called about ten times a second with files done and the share of the only file in work.
  ///   - body: called on this thread, in order. If it throws, no further file is begun.
  public func run(
    progress: (Int, Double) -> Void, body: (FileName, Result<Pacing, any Error>) throws -> Void
  ) rethrows {
    defer { state.withLock { $0.next = files.count } }
    for _ in 0..<jobs { Thread { self.work() }.start() }
    var told = ContinuousClock.now
    for index in files.indices {
      var result: Result<Pacing, any Error>?
      while result == nil {
        let share = state.withLock { state in
          result = state.results.removeValue(forKey: index)
          return state.share
        }
        guard result == nil else { break }
        progress(index, share)
        told = .now
        _ = news.wait(timeout: .now() + .milliseconds(100))
      }
      room.signal()
      // Where the results are handed over more slowly than they come, nothing is ever waited for.
      if ContinuousClock.now - told > .milliseconds(100) {
        progress(index, 1)
        told = .now
      }
      if let result { try body(files[index].file, result) }
    }
  }

  private func work() {
    while true {
      room.wait()
      let index = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard index < files.count else { return }
      let result = Result {
        try files[index].run { share in state.withLock { $0.share = share } }
      }
      state.withLock { $0.results[index] = result }
      news.signal()
    }
  }
}
