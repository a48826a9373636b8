import AudioDevice
import Files
import Foundation
public import Rehearsal
import Signal
import SoundFile

/// Plays an answer block by block, its parts one after the other on one time line, and moves in it when keys ask.
public struct Player: ~Copyable {
  /// A sound file in its place on the time line.
  private struct Piece {
    let path: String
    /// In seconds.
    let start, end: Double
  }

  /// The device, which is closed when nothing refers to it any more.
  private final class Output {
    var speaker: Speaker
    init(for reader: SoundFileReader, _ device: String) throws {
      speaker = try Speaker(
        opening: PlaybackRequest(device: device, sampleRate: reader.sampleRate, channels: reader.channels))
    }
  }

  private let pieces: [Piece]
  private let device: String
  /// The piece that is read.
  private var current = 0
  private var reader: SoundFileReader
  /// `nil` only while another takes its place.
  private var output: Output?
  private var block: [Int16] = []
  /// Next frame of the piece to be written.
  private var written: Int64 = 0
  private var isAtEnd = false

  /// Opens the answer's files and the device.
  /// - Parameter path: of the audio of a take.
  /// - Throws: `SoundFileError` or `AudioDeviceError`.
  public static func open(_ answer: MeasuredAnswer, path: (TakeID) -> String, device: String) throws -> Player
  {
    let pieces = answer.parts.filter { $0.duration > 0 || answer.parts.count == 1 }.map {
      Piece(path: path($0.part.take.id), start: $0.start, end: $0.start + $0.duration)
    }
    let first = pieces.first ?? Piece(path: path(answer.answer.first.id), start: 0, end: 0)
    let reader = try Self.reader(of: first)
    return Player([first] + pieces.dropFirst(), reader, try Output(for: reader, device), device)
  }

  private init(_ pieces: [Piece], _ reader: SoundFileReader, _ output: Output, _ device: String) {
    (self.pieces, self.reader, self.output, self.device) = (pieces, reader, output, device)
    makeBlock()
  }

  private static func reader(of piece: Piece) throws -> SoundFileReader {
    try SoundFileReader(FileName(piece.path), refusingLinks: true)
  }

  /// 20 ms: the longest time that a key waits for a block to end.
  private mutating func makeBlock() {
    block = [Int16](repeating: 0, count: max(1, reader.sampleRate.hertz / 50) * reader.channels)
  }

  /// Length in seconds.
  public var duration: Double { pieces.last?.end ?? 0 }

  /// What is heard now, in seconds.
  public var position: Double {
    let delay = isAtEnd ? 0 : output?.speaker.delay ?? 0
    return max(0, pieces[current].start + reader.sampleRate.seconds(atFrame: written - Int64(delay)))
  }

  /// Plays the next 20 ms.
  /// - Returns: true if there is more to play.
  public mutating func playBlock() throws -> Bool {
    let frames = try block.withUnsafeMutableBufferPointer { try reader.read(into: $0) }
    guard frames > 0 else {
      guard current + 1 < pieces.count else { return false }
      try read(current + 1)
      return true
    }
    try block.withUnsafeBufferPointer {
      try output?.speaker.write(UnsafeBufferPointer(rebasing: $0[..<(frames * reader.channels)]))
    }
    written += Int64(frames)
    return true
  }

  /// Goes on with another piece. The device stays open if it has the same rate and channels.
  private mutating func read(_ piece: Int) throws {
    let next = try Self.reader(of: pieces[piece])
    if next.sampleRate != reader.sampleRate || next.channels != reader.channels {
      // Closed first: not every device can be opened twice.
      _ = output?.speaker.drain(within: 2)
      output = nil
      output = try Output(for: next, device)
    }
    (reader, current, written) = (next, piece, 0)
    makeBlock()
  }

  /// Goes to `seconds`, clamped to the answer; blocks in flight are dropped.
  public mutating func move(to seconds: Double) throws {
    output?.speaker.drop()
    let goal = min(max(0, seconds), duration)
    let piece = pieces.lastIndex { $0.start <= goal } ?? 0
    if piece != current { try read(piece) }
    written = reader.sampleRate.frame(atSeconds: goal - pieces[piece].start)
    try reader.seek(toFrame: written)
  }

  /// Silences the output at once and stays at the position heard last.
  public mutating func pause() throws { try move(to: position) }

  /// Plays the last blocks to their end.
  public mutating func finish() {
    _ = output?.speaker.drain(within: 2)
    isAtEnd = true
  }
}
