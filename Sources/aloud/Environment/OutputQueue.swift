import Files
import Foundation
import Recording
import Synchronization

/// Texts on their way to a descriptor, written in their order by a thread of its own: whoever adds one never waits for
/// the reader, which may be suspended, or frozen with its connection.
final class OutputQueue: Sendable {
  private struct Text {
    let bytes: [UInt8]
    let descriptor: Int32
  }

  /// How long an ending waits for a reader that takes nothing, in seconds. A terminal takes 8 kB at once and a pipe
  /// 64, even if nobody reads them yet: more than a review.
  private static let patience = 0.15
  /// Bytes written at once, so that a slow reader is told from one that takes nothing (PIPE_BUF of pipe(7)).
  private static let piece = 4096

  private let texts = Mutex<[Text]>([])
  private let arrival = DispatchSemaphore(value: 0)
  /// Bytes that were added and not written yet.
  private let waiting = Atomic<Int>(0)
  private let isGivenUp = Atomic<Bool>(false)

  /// - Throws: `RecordingError.noThread`.
  init() throws(RecordingError) {
    try WorkerThread.start { [self] in run() }
  }

  /// The time for `isEmptied(since:)`.
  static var now: Double { Clock.now }

  /// True if the reader has not taken everything yet.
  var isWaiting: Bool { waiting.load(ordering: .relaxed) > 0 }

  func add(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    waiting.add(bytes.count, ordering: .relaxed)
    texts.withLock { $0.append(Text(bytes: bytes, descriptor: descriptor)) }
    arrival.signal()
  }

  /// Waits until everything is written. Gives up, for good, when the reader has taken nothing for some time, and after
  /// a signal when that time is over, whatever the reader does.
  /// - Parameter began: when the waiting began.
  /// - Returns: true if everything is written.
  func isEmptied(since began: Double) -> Bool {
    var (left, lastMove) = (waiting.load(ordering: .acquiring), began)
    while true {
      let now = Self.now
      let still = waiting.load(ordering: .acquiring)
      if still == 0 { return true }
      if isGivenUp.load(ordering: .relaxed) { return false }
      if still < left { (left, lastMove) = (still, now) }
      if now - (Signals.pending == nil ? lastMove : began) > Self.patience {
        isGivenUp.store(true, ordering: .relaxed)
        return false
      }
      usleep(1_000)
    }
  }

  private func run() {
    while true {
      arrival.wait()
      let next: Text? = texts.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      guard let text = next else { continue }
      var rest = text.bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Self.piece)
        Output.write(piece, to: text.descriptor)
        rest = rest.dropFirst(piece.count)
        waiting.subtract(piece.count, ordering: .releasing)
      }
    }
  }
}
