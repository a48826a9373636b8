import CaptureRig
import Foundation
import Signal
import Testing

@testable import SoundFile

/// What headers of WAVE and its kin claim, against what is in the file.
@Suite struct WAVEClaimTests {
  private let data = Sounds.data

  private func expectAll(_ bytes: [UInt8], _ kinds: [FileDoubt.Kind] = [], _ about: String = "") throws {
    let read = try Sounds.read(bytes)
    #expect(read.samples.elementsEqual(Sounds.samples), "\(about)")
    #expect(read.kinds == kinds, "\(about)")
  }

  @Test func `A file that was never closed is read to its end, with a note`() throws {
    let filler = Sounds.chunk("FLLR", [UInt8](repeating: 0, count: 4008))
    try expectAll(Sounds.wav(riff: 36, size: 0), [.notClosed])
    try expectAll(Sounds.wav(riff: 0, size: 0), [.notClosed])
    try expectAll(Sounds.wav(riff: 4088, size: 0, before: filler), [.notClosed])
    for head in ["RF64", "BW64"] {
      let sizes = Sounds.chunk("ds64", [UInt8](repeating: 0, count: 28))
      try expectAll(Sounds.wav(head: head, riff: .max, size: .max, before: sizes), [.notClosed], head)
    }
  }

  @Test(arguments: [UInt32.max, 0x7FFF_FFFF, 0x7FFF_F000, 0x8000_0000])
  func `A size that programs write into a pipe is none, and no doubt`(size: UInt32) throws {
    try expectAll(Sounds.wav(riff: size, size: size))
  }

  @Test func `RF64 and BW64 have their size in 64 bits`() throws {
    for head in ["RF64", "BW64"] {
      let sizes =
        Sounds.little(UInt64(data.count + 80)) + Sounds.little(UInt64(data.count)) + Sounds.little(UInt64(0))
      let chunk = Sounds.chunk("ds64", sizes + Sounds.little(UInt32(0)))
      try expectAll(Sounds.wav(head: head, riff: .max, size: .max, before: chunk), [], head)
      try expectAll(Sounds.wav(head: head, riff: .max, size: .max), [], head + " without ds64")
      let open = Sounds.chunk("ds64", [UInt8](repeating: 255, count: 24) + [0, 0, 0, 0])
      try expectAll(Sounds.wav(head: head, riff: .max, size: .max, before: open), [], head + " from a pipe")
      for byte in [UInt8(0), 255] {
        let unused = Sounds.chunk("ds64", [UInt8](repeating: byte, count: 24) + [0, 0, 0, 0])
        try expectAll(Sounds.wav(head: head, before: unused), [], head + " with a size in 32 bits")
      }
    }
  }

  @Test func `An odd chunk is followed by a pad byte or by none`() throws {
    for length in [5, 17, 1] {
      for tag in ["LIST", "JUNK"] {
        let odd = Sounds.chunk(tag, Array("INFOICMT hello world".utf8.prefix(length)))
        try expectAll(Sounds.wav(before: odd), [], "\(tag), no pad, \(length)")
        try expectAll(Sounds.wav(before: odd + [0]), [], "\(tag), pad, \(length)")
      }
    }
  }

  @Test func `A file that was cut short says what it claims and what is there`() throws {
    let read = try Sounds.read(Array(Sounds.wav().dropLast(data.count / 2)))
    #expect(read.samples.elementsEqual(Sounds.samples.prefix(16_000)))
    #expect(read.doubts == [FileDoubt(.cutShort, claimed: 2, read: 1, places: [1])])
  }

  @Test func `A size that is too small, as a killed recorder leaves it, does not hide the rest`() throws {
    let half = UInt32(data.count / 2)
    let read = try Sounds.read(Sounds.wav(riff: 36 + half, size: half))
    #expect(read.samples.elementsEqual(Sounds.samples))
    #expect(read.doubts == [FileDoubt(.longer, claimed: 1, read: 2)])
  }

  @Test func `Chunks and padding after the samples are no sound`() throws {
    try expectAll(Sounds.wav(after: Sounds.chunk("LIST", Array("INFO".utf8))))
    try expectAll(Sounds.wav(riff: UInt32(data.count + 36), after: [UInt8](repeating: 0, count: 4096)))
    try expectAll(
      Sounds.wav(riff: UInt32(data.count + 36), after: Array("TAG".utf8) + [UInt8](repeating: 32, count: 125))
    )
  }

  @Test func `Files one after the other are read as one, and two chunks of samples as well`() throws {
    let twice = Sounds.samples + Sounds.samples
    #expect(try Sounds.read(Sounds.wav() + Sounds.wav()).samples.elementsEqual(twice))
    let read = try Sounds.read(Sounds.wav(after: Sounds.chunk("data", data)))
    #expect(read.samples == twice && read.doubts.isEmpty)
  }

  @Test func `A file of another rate behind the first is said not to be measured`() throws {
    let read = try Sounds.read(Sounds.wav() + Sounds.wav(rate: 44_100))
    #expect(read.samples.elementsEqual(Sounds.samples))
    #expect(read.doubts == [FileDoubt(.notMeasured, read: 2, places: [2])])
  }

  @Test func `An empty file that is closed has no doubts`() throws {
    let empty =
      Array("WAVE".utf8) + Sounds.chunk("fmt ", Sounds.format()) + Sounds.chunk("data", [])
      + Sounds.chunk("LIST", Array("INFOICMT\u{5}\u{0}\u{0}\u{0}hello\u{0}".utf8))
    let read = try Sounds.read(Array("RIFF".utf8) + Sounds.little(UInt32(empty.count)) + empty)
    #expect(read.samples.isEmpty && read.doubts.isEmpty)
  }

  @Test func `A tag of MP3 in front changes nothing`() throws {
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 20] + [UInt8](repeating: 1, count: 20)
    try expectAll(tag + Sounds.wav())
  }

  @Test func `Big-endian WAVE is read, sizes that lie as well`() throws {
    let format =
      Sounds.big(UInt16(1)) + Sounds.big(UInt16(1)) + Sounds.big(UInt32(16_000)) + Sounds.big(UInt32(32_000))
      + Sounds.big(UInt16(2)) + Sounds.big(UInt16(16))
    for (size, kinds) in [(UInt32(data.count), []), (.max, []), (0, [FileDoubt.Kind.notClosed])] {
      let body =
        Array("WAVE".utf8) + Sounds.chunk("fmt ", format, isBigEndian: true)
        + Sounds.chunk("data", Sounds.samples.flatMap { Sounds.big($0) }, size: size, isBigEndian: true)
      try expectAll(Array("RIFX".utf8) + Sounds.big(UInt32(body.count)) + body, kinds, "\(size)")
    }
  }

  @Test func `Wave64 with sizes of 0 and −1 is read to its end`() throws {
    let rest: [UInt8] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
    func chunk(_ tag: String, _ data: [UInt8], _ size: UInt64) -> [UInt8] {
      Array(tag.utf8) + rest + Sounds.little(size) + data
    }
    let riff: [UInt8] =
      Array("riff".utf8) + [0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00]
    let right = UInt64(data.count + 24)
    for (size, kinds) in [
      (right, []), (.max, []), (0, [.notClosed]), (24, [.notClosed]), (right / 2, [.longer]),
      (2 * right, [FileDoubt.Kind.cutShort]),
    ] {
      let file =
        riff + Sounds.little(right + 104) + Array("wave".utf8) + rest + chunk("fmt ", Sounds.format(), 40)
        + chunk("data", data, size)
      try expectAll(file, kinds, "\(size)")
    }
  }

  @Test func `AIFF of any claim is read to its end`() throws {
    let rate: [UInt8] = [0x40, 0x0C, 0xFA, 0, 0, 0, 0, 0, 0, 0]  // 16,000 as 80 bits
    func aiff(frames: UInt32, size: UInt32, form: UInt32? = nil, before: [UInt8] = []) -> [UInt8] {
      let common = Sounds.big(UInt16(1)) + Sounds.big(frames) + Sounds.big(UInt16(16)) + rate
      let body =
        Array("AIFF".utf8) + Sounds.chunk("COMM", common, isBigEndian: true) + before
        + Sounds.chunk(
          "SSND", [UInt8](repeating: 0, count: 8) + Sounds.samples.flatMap { Sounds.big($0) }, size: size,
          isBigEndian: true)
      return Array("FORM".utf8) + Sounds.big(form ?? UInt32(body.count)) + body
    }
    let (frames, size) = (UInt32(32_000), UInt32(64_008))
    try expectAll(aiff(frames: frames, size: size))
    try expectAll(aiff(frames: 0, size: 0, form: 0), [.notClosed])
    try expectAll(aiff(frames: 0, size: 8, form: 46), [.notClosed])
    try expectAll(aiff(frames: .max, size: .max, form: .max))
    try expectAll(aiff(frames: 0, size: size), [.notClosed])
    try expectAll(aiff(frames: 16_000, size: size), [.longer])
    try expectAll(aiff(frames: 64_000, size: size), [.cutShort])
    try expectAll(
      aiff(frames: frames, size: size, before: Sounds.chunk("ANNO", Array("odd".utf8), isBigEndian: true)))
    try expectAll(
      aiff(
        frames: frames, size: size, before: Sounds.chunk("ANNO", Array("odd".utf8), isBigEndian: true) + [0]))
    let cut = try Sounds.read(Array(aiff(frames: frames, size: size).dropLast(32_000)))
    #expect(cut.doubts == [FileDoubt(.cutShort, claimed: 2, read: 1, places: [1])])
  }

  @Test func `AU of both byte orders and of any claim is read to its end`() throws {
    func au(_ size: UInt32, isBigEndian: Bool = true) -> [UInt8] {
      let fields: [UInt32] = [24, size, 3, 16_000, 1]
      return Array((isBigEndian ? ".snd" : "dns.").utf8)
        + fields.flatMap { isBigEndian ? Sounds.big($0) : Sounds.little($0) }
        + Sounds.samples.flatMap { isBigEndian ? Sounds.big($0) : Sounds.little($0) }
    }
    for isBigEndian in [true, false] {
      try expectAll(au(64_000, isBigEndian: isBigEndian))
      try expectAll(au(.max, isBigEndian: isBigEndian))
      try expectAll(au(0, isBigEndian: isBigEndian), [.notClosed])
      try expectAll(au(128_000, isBigEndian: isBigEndian), [.cutShort])
      try expectAll(au(32_000, isBigEndian: isBigEndian), [.longer])
    }
  }

  @Test func `CAF with a size of −1 or 0 is read to its end`() throws {
    func caf(_ size: Int64) -> [UInt8] {
      let description =
        Sounds.big((16_000.0).bitPattern) + Array("lpcm".utf8)
        + [UInt32(0), 2, 1, 1, 16].flatMap { Sounds.big($0) }
      return Array("caff".utf8) + [0, 1, 0, 0] + Array("desc".utf8) + Sounds.big(Int64(32)) + description
        + Array("data".utf8)
        + Sounds.big(size) + [0, 0, 0, 0] + Sounds.samples.flatMap { Sounds.big($0) }
    }
    try expectAll(caf(64_004))
    try expectAll(caf(-1))
    try expectAll(caf(0), [.notClosed])
    try expectAll(caf(128_004), [.cutShort])
    try expectAll(caf(32_004), [.longer])
  }

  @Test(.enabled(if: Shell.has("sox"), "sox makes the file"))
  func `A coding in blocks ends where the file counts, not where its last block does`() throws {
    let path = try #require(try Sounds.made("sox SOURCE -e ima-adpcm OUT", "a.wav"))
    #expect(try Sounds.read(path: path).samples.count == 32_000)
  }
}
