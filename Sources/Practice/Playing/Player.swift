import Files
import AudioDevice
import Foundation
import Signal
import SoundFile

/// Plays a sound file block by block, and moves in it when keys ask.
public struct Player: ~Copyable {
  private let reader: SoundFileReader
  private var speaker: Speaker
  private var block: [Int16]
  /// Next frame to be written.
  private var written: Int64 = 0
  private var isAtEnd = false

  /// Opens the file and the device.
  /// - Throws: `SoundFileError` or `AudioDeviceError`.
  public static func open(path: String, device: String) throws -> Player {
    let reader = try SoundFileReader(FileName(path), refusingLinks: true)
    let speaker = try Speaker(
      opening: PlaybackRequest(device: device, sampleRate: reader.sampleRate, channels: reader.channels))
    return Player(reader, speaker)
  }

  private init(_ reader: SoundFileReader, _ speaker: consuming Speaker) {
    self.reader = reader
    self.speaker = speaker
    // 20 ms: the longest time that a key waits for a block to end.
    block = [Int16](repeating: 0, count: max(1, reader.sampleRate.hertz / 50) * reader.channels)
  }

  /// Length in seconds.
  public var duration: Double { reader.sampleRate.seconds(atFrame: reader.frames) }

  /// What is heard now, in seconds.
  public var position: Double {
    reader.sampleRate.seconds(atFrame: max(0, written - (isAtEnd ? 0 : Int64(speaker.delay))))
  }

  /// Plays the next 20 ms.
  /// - Returns: true if there is more to play.
  public mutating func playBlock() throws -> Bool {
    let frames = try block.withUnsafeMutableBufferPointer { try reader.read(into: $0) }
    guard frames > 0 else { return false }
    try block.withUnsafeBufferPointer {
      try speaker.write(UnsafeBufferPointer(rebasing: $0[..<(frames * reader.channels)]))
    }
    written += Int64(frames)
    return true
  }

  /// Goes to `seconds`, clamped to the file; blocks in flight are dropped.
  public mutating func move(to seconds: Double) throws {
    speaker.drop()
    written = reader.sampleRate.frame(atSeconds: min(max(0, seconds), duration))
    try reader.seek(toFrame: written)
  }

  /// Silences the output at once and stays at the position heard last.
  public mutating func pause() throws { try move(to: position) }

  /// Plays the last blocks to their end.
  public mutating func finish() {
    _ = speaker.drain(within: 2)
    isAtEnd = true
  }
}
