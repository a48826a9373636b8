import CaptureRig
import Foundation
import Signal

@testable import SoundFile

/// Sound files that tests make byte by byte, and what a reader makes of them.
enum Sounds {
  /// Two seconds at 16 kHz that never repeat, so that every frame has its place.
  static let samples = CaptureRig.noise(count: 32_000, seed: 31)

  static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  static func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  static func chunk(_ tag: String, _ data: [UInt8], size: UInt32? = nil, isBigEndian: Bool = false) -> [UInt8]
  {
    let size = size ?? UInt32(data.count)
    return Array(tag.utf8) + (isBigEndian ? big(size) : little(size)) + data
  }

  /// The chunk `fmt ` of mono or more at 16 bits.
  static func format(channels: UInt16 = 1, rate: UInt32 = 16_000) -> [UInt8] {
    little(UInt16(1)) + little(channels) + little(rate) + little(rate * 2 * UInt32(channels))
      + little(2 * channels)
      + little(UInt16(16))
  }

  static var data: [UInt8] { samples.flatMap { little($0) } }

  /// A WAVE file of any claims.
  static func wav(
    head: String = "RIFF", riff: UInt32? = nil, size: UInt32? = nil, before: [UInt8] = [],
    after: [UInt8] = [],
    rate: UInt32 = 16_000
  ) -> [UInt8] {
    let body =
      Array("WAVE".utf8) + before + chunk("fmt ", format(rate: rate)) + chunk("data", data, size: size)
      + after
    return Array(head.utf8) + little(riff ?? UInt32(body.count)) + body
  }

  static func write(_ bytes: [UInt8], _ name: String = "a.bin") throws -> String {
    let path = try CaptureRig.scratch() + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// All that a reader gives of bytes.
  static func read(_ bytes: [UInt8]) throws -> Read { try read(path: write(bytes)) }

  static func read(path: String) throws -> Read {
    let reader = try SoundFileReader(path: path)
    let all = try allInt16(of: reader)
    return Read(
      samples: all, seconds: reader.sampleRate.seconds(atFrame: Int64(all.count / reader.channels)),
      gaps: reader.gaps.map { $0.interval(at: reader.sampleRate) }, doubts: reader.doubts)
  }

  struct Read {
    let samples: [Int16]
    let seconds: Double
    let gaps: [Interval]
    let doubts: [FileDoubt]
    var kinds: [FileDoubt.Kind] { doubts.map(\.kind) }
  }

  /// A file of tones that change every half second, in another format, as sox or ffmpeg makes it; `nil` where the tool is not
  /// there or knows no such format.
  static func made(_ command: String, _ name: String) throws -> String? {
    let folder = try CaptureRig.scratch()
    let source = try write(wav(), "source.wav")
    let line = command.replacing("SOURCE", with: "'\(source)'").replacing("OUT", with: "'\(folder)/\(name)'")
    let made = try Shell.run("cd '\(folder)' && \(line)")
    return made.status == 0 ? "\(folder)/\(name)" : nil
  }
}
