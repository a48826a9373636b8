/// Looks for the frames of a FLAC stream and tells whole ones from broken ones.
struct FLACScan {
  private let file: FileBytes
  private let info: FLACInfo
  private var sections: [Section] = []
  private(set) var brokenPlaces = 0
  /// True if a stream that does not say how long it is breaks off in the middle of a frame.
  private(set) var isCut = false
  /// Places where frames are missing.
  private(set) var gaps = 0
  /// Where the next frame should begin, counted in frames of sound; `nil` before the first.
  private var expected: Int64?

  /// Whole frames without a jump between them. Each is decoded on its own: libFLAC 1.4 fills a jump with silence of its own.
  private struct Section {
    /// What is missing before it.
    var silence: Silence?
    var pieces: [SoundView.Piece] = []
    /// Frames of sound.
    var frames: Int64 = 0
  }

  /// What is to be decoded.
  /// - Parameter infoBytes: STREAMINFO. It alone is enough for a decoder, but its checksum of the sound does not hold.
  func parts(_ infoBytes: [UInt8]) -> [SoundPart] {
    sections.map { section in
      // 0x80: the last block of the head.
      var head = Array("fLaC".utf8) + [0x80, 0, 0, UInt8(FLACInfo.length)]
      head += FLACInfo.bytes(infoBytes, total: section.frames)[..<18] + [UInt8](repeating: 0, count: 16)
      return SoundPart(pieces: [.bytes(head)] + section.pieces, silences: section.silence.map { [$0] } ?? [])
    }
  }

  init(_ file: FileBytes, _ info: FLACInfo) { (self.file, self.info) = (file, info) }

  /// Goes over all frames from byte `start` to byte `end`.
  mutating func run(from start: Int64, to end: Int64) {
    var offset = next(from: start, before: end, after: nil)
    while let found = offset {
      var following = next(from: found.offset + 2, before: end, after: found.frame)
      // What looks like a head in the middle of a frame leaves the sum wrong: then the frame goes on to the one after it.
      var tries = 0
      while let after = following, !isWhole(found.offset..<after.offset), tries < 3 {
        let later = next(from: after.offset + 2, before: end, after: found.frame)
        if let later, isWhole(found.offset..<later.offset) { following = later } else { break }
        tries += 1
      }
      add(found, upTo: following?.offset ?? tail(of: end), isLast: following == nil)
      offset = following
    }
  }

  private typealias Found = (offset: Int64, frame: FLACFrame)

  /// Takes one frame into the stream. For Ogg, where the frame's bytes are known.
  mutating func add(_ frame: FLACFrame, _ ranges: [Range<Int64>], isWhole: Bool) {
    guard isWhole else { return brokenPlaces += 1 }
    // A stream that was recorded from its middle begins late; one whose total is known has lost its beginning.
    let expected = expected ?? (info.total > 0 || brokenPlaces > 0 ? 0 : frame.position)
    if frame.position > expected {
      let silence = Silence(position: 0, length: frame.position - expected, isDamage: true)
      sections.append(Section(silence: silence))
      gaps += 1
      brokenPlaces = max(0, brokenPlaces - 1)
    } else if sections.isEmpty {
      sections.append(Section())
    }
    for range in ranges { sections[sections.count - 1].pieces.append(range) }
    sections[sections.count - 1].frames += frame.count
    self.expected = frame.position + frame.count
  }

  private mutating func add(_ found: Found, upTo end: Int64, isLast: Bool) {
    // The end of the stream is recognised without its checksum: anything may follow it.
    let isEnd = isLast && info.total > 0 && found.frame.position + found.frame.count == info.total
    let isWhole = isEnd || isWhole(found.offset..<end)
    // Half a frame at the end is no place inside: what it held is what is missing to the claim.
    if !isWhole, isLast, info.total == 0 { isCut = !isPadding(before: end) }
    if isWhole || !isLast { add(found.frame, [found.offset..<end], isWhole: isWhole) }
  }

  /// The end of the last frame: a tag of MP3 may follow.
  private func tail(of end: Int64) -> Int64 {
    file.tag(at: end - 128)?.hasPrefix("TAG") == true ? end - 128 : end
  }

  /// True if zeros fill the last block of the disk.
  private func isPadding(before end: Int64) -> Bool {
    file.bytes(64, at: end - 64)?.allSatisfy { $0 == 0 } ?? false
  }

  private func next(from start: Int64, before end: Int64, after last: FLACFrame?) -> Found? {
    var place = start
    while let found = file.find([0xFF], from: place, before: end) {
      let frame = file.with(FLACFrame.most, at: found) { FLACFrame($0, info) }
      if let frame, isPlausible(frame, after: last) { return (found, frame) }
      place = found + 1
    }
    return nil
  }

  private func isPlausible(_ frame: FLACFrame, after last: FLACFrame?) -> Bool {
    let earliest = last.map { $0.position + $0.count } ?? 0
    guard frame.position >= earliest else { return false }
    // An hour is more than damage takes away, and less than chance makes up. A head that was never corrected claims less.
    let most = max(info.total, earliest + Int64(info.rate) * 3600)
    return last == nil && info.total == 0 || frame.position + frame.count <= most
  }

  private func isWhole(_ range: Range<Int64>) -> Bool {
    var sum: UInt16 = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      let length = Int(min(Int64(FileBytes.most), range.upperBound - offset))
      let done = file.with(length, at: offset) { bytes in
        sum = Checksum.flacFrame(bytes, from: sum)
        return bytes.count
      }
      guard done > 0 else { return false }
      offset += Int64(done)
    }
    return sum == 0
  }
}
