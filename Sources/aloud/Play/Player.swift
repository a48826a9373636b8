import AudioDevice
import Foundation
import Report
import Signal
import SoundFile

/// Plays a sound file block by block and moves in it as keys ask.
struct Player: ~Copyable {
  private let reader: SoundFileReader
  private var speaker: Speaker
  private let block: UnsafeMutableBufferPointer<Int16>
  /// Next frame to be written.
  private var written: Int64 = 0
  private var isAtEnd = false

  /// Opens the file and the device.
  init(path: String, device: String) throws {
    reader = try SoundFileReader(path: path)
    speaker = try Speaker(
      opening: PlaybackRequest(device: device, sampleRate: reader.sampleRate, channels: reader.channels))
    // 20 ms: the time a key waits for its block.
    block = .allocate(capacity: max(1, reader.sampleRate.hertz / 50) * reader.channels)
  }

  deinit { block.deallocate() }

  /// Length in seconds.
  var duration: Double { reader.sampleRate.seconds(atFrame: reader.frames) }

  /// What is heard now, in seconds.
  var position: Double {
    reader.sampleRate.seconds(atFrame: max(0, written - (isAtEnd ? 0 : Int64(speaker.delay))))
  }

  /// Plays the next 20 ms.
  /// - Returns: is there more?
  mutating func playBlock() throws -> Bool {
    let frames = try reader.read(into: block)
    guard frames > 0 else { return false }
    try speaker.write(UnsafeBufferPointer(rebasing: block[..<(frames * reader.channels)]))
    written += Int64(frames)
    return true
  }

  /// Goes to `seconds`, held within the file; what was in flight is not heard.
  mutating func move(to seconds: Double) throws {
    speaker.drop()
    written = reader.sampleRate.frame(atSeconds: min(max(0, seconds), duration))
    try reader.seek(toFrame: written)
  }

  /// Silences at once and stays where it was heard last.
  mutating func pause() throws { try move(to: position) }

  /// Lets the last blocks be heard.
  mutating func finish() {
    _ = speaker.drain(within: 2)
    isAtEnd = true
  }
}
