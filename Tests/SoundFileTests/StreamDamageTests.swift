import CaptureRig
import Foundation
import Signal
import Testing

@testable import SoundFile

/// Streams of frames and pages that are cut, damaged, joined or full of holes.
@Suite struct StreamDamageTests {
  private static let hasFFmpeg = Shell.has("ffmpeg")
  private static let hasSox = Shell.has("sox")

  private func made(_ command: String, _ name: String) throws -> [UInt8] {
    try Sounds.bytes(#require(try Sounds.made(command, name)))
  }

  private func expect(
    _ read: Sounds.Read, seconds: Double, _ kinds: [FileDoubt.Kind], within tolerance: Double = 0.06,
    _ about: String = ""
  ) {
    #expect(abs(read.seconds - seconds) <= tolerance, "\(read.seconds) s, \(about)")
    #expect(read.kinds == kinds, "\(read.doubts), \(about)")
  }

  // FLAC

  @Test(.enabled(if: hasSox, "sox makes the file"))
  func `FLAC that was cut short says what it claims`() throws {
    let whole = try made("sox SOURCE OUT", "a.flac")
    expect(try Sounds.read(whole), seconds: 2, [])
    let read = try Sounds.read(Array(whole.prefix(whole.count / 2)))
    expect(read, seconds: 1, [.cutShort], within: 0.3)
    #expect(read.doubts.first?.claimed == 2)
    #expect(Array(Sounds.samples.prefix(read.samples.count)) == read.samples)
  }

  @Test(.enabled(if: hasSox, "sox makes the file"))
  func `FLAC with damage inside keeps its length, with a gap where the damage is`() throws {
    let whole = try made("sox SOURCE OUT", "a.flac")
    for place in [whole.count / 2, whole.count / 3] {
      var bytes = whole
      for index in place..<place + 64 { bytes[index] ^= 0xA5 }
      let read = try Sounds.read(bytes)
      expect(read, seconds: 2, [.damaged], within: 0.001)
      let gap = try #require(read.gaps.first)
      #expect(gap.duration < 0.6)
      let after = Int((gap.end * 16_000).rounded())
      #expect(read.samples[after...].elementsEqual(Sounds.samples[after...]))
    }
  }

  @Test(.enabled(if: hasSox, "sox makes the file"))
  func `FLAC without a total, and several in a row, are read to the end`() throws {
    var bytes = try made("sox SOURCE OUT", "a.flac")
    let whole = bytes
    bytes[21] &= 0xF0
    for index in 22..<26 { bytes[index] = 0 }
    let read = try Sounds.read(bytes)
    #expect(read.samples == Sounds.samples && read.doubts.isEmpty)
    expect(try Sounds.read(Array(bytes.prefix(bytes.count / 2))), seconds: 1, [.cutShort], within: 0.3)
    expect(try Sounds.read(bytes + [UInt8](repeating: 0, count: 500)), seconds: 2, [], "padding")
    // A head that was never corrected.
    bytes[25] = 100
    let longer = try Sounds.read(bytes)
    #expect(longer.samples == Sounds.samples && longer.kinds == [.longer])
    let twice = try Sounds.read(whole + whole)
    #expect(twice.samples == Sounds.samples + Sounds.samples && twice.doubts.isEmpty)
  }

  // MP3

  private static let mp3 = "ffmpeg -v error -i SOURCE -c:a libmp3lame -q:a 4"

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"))
  func `MP3 of changing bit rate has its true length without a frame of information`() throws {
    let silenceFirst = "sox SOURCE pad.wav pad 4 && ffmpeg -v error -i pad.wav -c:a libmp3lame -q:a 2"
    for information in [0, 1] {
      let bytes = try made("\(silenceFirst) -write_xing \(information) OUT", "a.mp3")
      expect(try Sounds.read(bytes), seconds: 6, [], within: 0.1, "information \(information)")
    }
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"))
  func `MP3 that was cut, joined or damaged is read to its true end`() throws {
    let whole = try made("\(Self.mp3) OUT", "a.mp3")
    expect(try Sounds.read(Array(whole.prefix(whole.count / 2))), seconds: 1, [.cutShort], within: 0.3)
    expect(try Sounds.read(whole + whole), seconds: 4, [], within: 0.2, "joined")
    let uncounted = try made("\(Self.mp3) -write_xing 0 OUT", "a.mp3")
    expect(try Sounds.read(uncounted), seconds: 2, [], within: 0.15, "not counted")
    let cut = Array(uncounted.prefix(uncounted.count / 2))
    expect(try Sounds.read(cut), seconds: 1, [.cutShort], within: 0.3, "not counted and cut")
    var bytes = whole
    for index in (bytes.count / 2)..<(bytes.count / 2 + 600) { bytes[index] = 0x55 }
    expect(try Sounds.read(bytes), seconds: 2, [.damaged], within: 0.15, "damaged")
    expect(
      try Sounds.read([UInt8](repeating: 0, count: 500) + whole), seconds: 2, [], within: 0.1,
      "zeros in front")
  }

  // Ogg

  private static let codings = ["libopus -ar 48000", "libvorbis"]

  /// The pages of an Ogg file.
  private func pages(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pages: [ArraySlice<UInt8>] = []
    var start = 0
    while start + 27 <= bytes.count {
      let count = Int(bytes[start + 26])
      let body = bytes[start + 27..<start + 27 + count].reduce(0) { $0 + Int($1) }
      let end = start + 27 + count + body
      pages.append(bytes[start..<end])
      start = end
    }
    return pages
  }

  /// A page with another position and a checksum that fits.
  private func moved(_ page: ArraySlice<UInt8>, by ticks: Int64) -> [UInt8] {
    var page = Array(page)
    let position: Int64 = RIFFChunk.number(page[6...])
    page.replaceSubrange(6..<14, with: Sounds.little(position + ticks))
    page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    page.replaceSubrange(22..<26, with: Sounds.little(page.withUnsafeBufferPointer { Checksum.ogg($0) }))
    return page
  }

  private func ogg(_ coding: String) throws -> [ArraySlice<UInt8>] {
    pages(try made("ffmpeg -v error -i SOURCE -c:a \(coding) -page_duration 200000 OUT", "a.ogg"))
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"), arguments: codings)
  func `A jump of the positions in Ogg is a gap of its length, where it is`(coding: String) throws {
    let pages = try ogg(coding)
    let middle = pages.count / 2
    let rate: Int64 = coding.hasPrefix("libopus") ? 48_000 : 16_000
    let bytes = pages[..<middle].flatMap { $0 } + pages[middle...].flatMap { moved($0, by: rate * 3 / 2) }
    let read = try Sounds.read(bytes)
    expect(read, seconds: 3.5, [.hole], coding)
    #expect(read.gaps.count == 1 && abs((read.gaps.first?.duration ?? 0) - 1.5) < 0.01)
    #expect(abs((read.gaps.first?.start ?? 0) - 1) < 0.4)
    expect(try Sounds.read(pages.flatMap { $0 }), seconds: 2, [], "without the jump")
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"), arguments: codings)
  func `A stream that was recorded from its middle has no hole before it`(coding: String) throws {
    let pages = try ogg(coding)
    // The pages of the head keep their position, 0.
    let late = pages.flatMap {
      RIFFChunk.number($0[($0.startIndex + 6)...]) == Int64(0) ? Array($0) : moved($0, by: 48_000_000)
    }
    expect(try Sounds.read(late), seconds: 2, [], coding)
    var headless = pages
    headless.remove(
      at: try #require(pages.firstIndex { RIFFChunk.number($0[($0.startIndex + 6)...]) != Int64(0) }))
    expect(try Sounds.read(headless.flatMap { $0 }), seconds: 2, [.damaged], coding)
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"), arguments: codings)
  func `A broken or missing page of Ogg is a gap of its length`(coding: String) throws {
    let pages = try ogg(coding)
    let middle = pages.count / 2
    var broken = Array(pages[middle])
    for index in (broken.count / 2)..<min(broken.count, broken.count / 2 + 64) { broken[index] ^= 0x5A }
    let rest = pages[(middle + 1)...].flatMap { $0 }
    let damaged = try Sounds.read(pages[..<middle].flatMap { $0 } + broken + rest)
    expect(damaged, seconds: 2, [.damaged], coding)
    #expect((0.1...0.6).contains(damaged.gaps.first?.duration ?? 0))
    let missing = try Sounds.read(pages[..<middle].flatMap { $0 } + rest)
    expect(missing, seconds: 2, [.damaged], coding)
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"), arguments: codings)
  func `Ogg that breaks off says so, and streams in a row are read as one`(coding: String) throws {
    let whole = try ogg(coding).flatMap { $0 }
    expect(try Sounds.read(Array(whole.prefix(whole.count * 2 / 3))), seconds: 1.3, [.cutShort], within: 0.6)
    expect(try Sounds.read(whole + whole), seconds: 4, [], within: 0.1, "chained")
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg makes the file"))
  func `FLAC in Ogg is read, and a missing page of it is a gap`() throws {
    let whole = try made("ffmpeg -v error -i SOURCE -c:a flac -page_duration 200000 OUT", "a.ogg")
    let read = try Sounds.read(whole)
    #expect(read.samples == Sounds.samples && read.doubts.isEmpty)
    var pages = pages(whole)
    pages.remove(at: pages.count / 2)
    expect(try Sounds.read(pages.flatMap { $0 }), seconds: 2, [.damaged], within: 0.001)
  }
}
