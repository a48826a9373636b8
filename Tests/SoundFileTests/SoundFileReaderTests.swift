import CaptureRig
import Foundation
import Seeded
import Signal
import Testing

@testable import SoundFile

@Suite struct SoundFileReaderTests {
  private func kind(ofOpening path: String) -> SoundFileError.Kind? {
    do throws(SoundFileError) {
      _ = try SoundFileReader(path: path)
      return nil
    } catch {
      #expect(error.path == path)
      #expect(!error.detail.isEmpty)
      return error.kind
    }
  }

  private func file(_ bytes: [UInt8]) throws -> String {
    let path = try CaptureRig.scratch() + "/a.wav"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// A WAV of any claim: format tag, channels, rate, bits, claimed data size, samples.
  private func wav(
    tag: UInt16 = 1, channels: UInt16 = 1, rate: UInt32 = 48_000, bits: UInt16 = 16, claim: UInt32? = nil,
    _ data: [UInt8]
  ) -> [UInt8] {
    func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
    let width = channels &* (bits / 8)
    let claim = claim ?? UInt32(data.count)
    return Array("RIFF".utf8) + little(claim &+ 36) + Array("WAVEfmt ".utf8) + little(UInt32(16))
      + little(tag)
      + little(channels) + little(rate) + little(rate &* UInt32(width)) + little(width) + little(bits)
      + Array("data".utf8) + little(claim) + data
  }

  @Test func `what is no sound file is told apart`() throws {
    let folder = try CaptureRig.scratch()
    #expect(kind(ofOpening: folder + "/none.wav") == .missing)
    #expect(kind(ofOpening: folder) == .notAFile)
    #expect(kind(ofOpening: "/dev/null") == .notAFile)
    #expect(try kind(ofOpening: file([])) == .empty)
    #expect(try kind(ofOpening: file([7])) == .notSound)
    #expect(try kind(ofOpening: file(Array("%PDF-1.4 this is no sound at all".utf8))) == .notSound)
    #expect(try kind(ofOpening: file(Array("RIFFxxxxWAVE".utf8))) == .notSound)
    mkfifo(folder + "/pipe.wav", 0o600)
    #expect(kind(ofOpening: folder + "/pipe.wav") == .notAFile)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a file that may not be read says so`() throws {
    let path = try file(wav([0, 0]))
    chmod(path, 0)
    #expect(kind(ofOpening: path) == .notPermitted)
  }

  @Test func `lab formats that no recorder makes are refused by their first bytes`() throws {
    for magic in [
      "MATLAB 5.0 MAT-file", " paf", "\u{2F}\u{2F}", "SOUND SAMPLE DATA ", "Creative Voice File", "NIST_1A",
    ] {
      #expect(try kind(ofOpening: file(Array(magic.utf8) + [UInt8](repeating: 0, count: 512))) == .notSound)
    }
  }

  @Test(arguments: [1, 7_999, 384_001, 4_000_000]) func `rates outside 8 to 384 kHz are refused`(rate: Int)
    throws
  {
    let path = try file(wav(rate: UInt32(rate), [UInt8](repeating: 1, count: 400)))
    #expect(kind(ofOpening: path) == .unsupported || kind(ofOpening: path) == .notSound)
  }

  @Test func `more than 32 channels are refused`() throws {
    let path = try file(wav(channels: 33, [UInt8](repeating: 1, count: 660)))
    #expect(kind(ofOpening: path) == .unsupported)
  }

  @Test(arguments: [UInt32.max, 0x8000_0000, 4000, 100, 0])
  func `a claim is never believed beyond the file`(claim: UInt32) throws {
    let reader = try SoundFileReader(path: file(wav(claim: claim, [UInt8](repeating: 1, count: 400))))
    #expect(reader.frames <= 222)
    #expect(try allInt16(of: reader).count <= 222)
  }

  @Test func `numbers that are none come as silence`() throws {
    let values: [Float] = [0.5, .nan, .infinity, -.infinity, -0.25, 1e30]
    let bytes = values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } }
    let reader = try SoundFileReader(path: file(wav(tag: 3, bits: 32, bytes)))
    var block = [Float](repeating: 9, count: 6)
    #expect(try block.withUnsafeMutableBufferPointer { try reader.read(into: $0) } == 6)
    #expect(block == [0.5, 0, 0, 0, -0.25, 1e30])
    try reader.seek(toFrame: 0)
    #expect(try allInt16(of: reader) == [16384, 0, 0, 0, -8192, 32767])
  }

  @Test(
    .enabled(if: Shell.has("sox"), "sox makes the files"),
    arguments: ["flac", "aiff", "ogg", "au", "caf", "w64", "sph"])
  func `a file of another format is opened and has its length`(format: String) throws {
    let path = try CaptureRig.scratch() + "/a.\(format)"
    let made = try Shell.run("sox -n -r 44100 -c 1 -b 16 '\(path)' synth 1.5 sine 440 vol 0.5")
    guard made.status == 0 else { return }  // this sox was built without the format
    let reader = try SoundFileReader(path: path)
    #expect(reader.sampleRate.hertz == 44_100)
    #expect(reader.frames == 66_150)
    #expect(try allInt16(of: reader).count == 66_150)
  }

  @Test func `seeking gives the same samples as reading on`() throws {
    let samples = CaptureRig.noise(count: 5000, seed: 21)
    let bytes = samples.flatMap { withUnsafeBytes(of: $0.littleEndian) { Array($0) } }
    let reader = try SoundFileReader(path: file(wav(bytes)))
    for frame in [4999, 0, 1234, 5000] {
      try reader.seek(toFrame: Int64(frame))
      #expect(try allInt16(of: reader) == Array(samples[frame...]))
    }
  }

  @Test func `a damaged file never does more than throw`() throws {
    var random = SplitMix(seed: 5)
    let good = wav([UInt8](repeating: 3, count: 600))
    let path = try file(good)
    for length in 0..<60 { try check(Array(good.prefix(length)), path) }
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<60, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try check(bytes, path)
    }
  }

  private func check(_ bytes: [UInt8], _ path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    guard let reader = try? SoundFileReader(path: path) else { return }
    var block = [Float](repeating: 0, count: 64 * reader.channels)
    var total = 0
    while let count = try? block.withUnsafeMutableBufferPointer({ try reader.read(into: $0) }), count > 0 {
      total += count
      let isFinite = block.allSatisfy { $0.isFinite }
      #expect(isFinite)
    }
    #expect(total <= 10 * bytes.count, "more frames than bits: \(bytes.prefix(60))")
  }
}
