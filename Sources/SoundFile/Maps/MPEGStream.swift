/// MP3, and the layers before it: frames one after the other, each of which says how long it is.
///
/// libmpg123 believes a frame of information (Xing, Info), and without one takes the bit rate of the first frame for that of all.
/// So a stream of changing bit rate without such a frame ended at 6 of 15 seconds. Here the frames are counted, and where the
/// information is missing or wrong libsndfile is shown a frame of ours.
struct MPEGStream {
  private let file: FileBytes
  private let end: Int64
  private var runs: [Run] = []
  private var brokenPlaces = 0
  /// True if the last frame is not whole.
  private var isCut = false
  /// Frames that the information at the beginning counts.
  private var claimed: Int64?

  /// Frames of one rate and number of channels.
  private struct Run {
    let head: MPEGFrame
    let headBytes: [UInt8]
    var information: Range<Int64>?
    var pieces: [SoundView.Piece] = []
    var count: Int64 = 0
    var bytes: Int64 = 0
    var silences: [Silence] = []
  }

  /// - Parameter range: the bytes of the stream, with tags before and after it if there are any.
  /// - Returns: `nil` if there are no frames.
  static func map(_ file: FileBytes, range: Range<Int64>) -> SoundMap? {
    var stream = MPEGStream(file, end: range.upperBound)
    stream.walk(from: range.lowerBound)
    // A stream of free format does not say how long a frame is; libmpg123 finds out.
    guard !stream.runs.isEmpty else { return range.upperBound == file.size ? .asItIs : nil }
    return stream.map(isWhole: range == 0..<file.size)
  }

  /// Where frames begin behind something that is none; `nil` if there are no eight of them in a row soon. That many do not stand
  /// in other files by chance.
  static func start(in file: FileBytes, from start: Int64) -> Int64? {
    let stream = MPEGStream(file, end: file.size)
    var place = start
    while let found = file.find([0xFF], from: place, before: min(file.size, start + longestGarbage)) {
      if let first = stream.frame(at: found) {
        var (offset, count) = (found, 0)
        while count < 8, let frame = stream.frame(at: offset), frame.isLike(first) {
          (offset, count) = (offset + Int64(frame.length), count + 1)
        }
        if count == 8 { return found }
      }
      place = found + 1
    }
    return nil
  }

  /// Bytes in which the first frame is looked for.
  private static let longestGarbage: Int64 = 1 << 16

  private init(_ file: FileBytes, end: Int64) { (self.file, self.end) = (file, end) }

  private mutating func walk(from start: Int64) {
    var offset = start
    while offset < end {
      if let frame = frame(at: offset), isFollowed(frame, at: offset) {
        add(frame, at: offset)
        offset += Int64(frame.length)
      } else if let tag = tagLength(at: offset) {
        offset += tag
      } else {
        let next = nextFrame(after: offset)
        let isLast = next == nil
        if isLast, let frame = frame(at: offset), let last = runs.last {
          isCut = last.head.isLike(frame) && offset + Int64(frame.length) > end
        }
        lose((next ?? end) - offset, isLast: isLast)
        offset = next ?? end
      }
    }
  }

  private func frame(at offset: Int64) -> MPEGFrame? {
    guard offset + 4 <= end else { return nil }
    return file.with(4, at: offset) { MPEGFrame($0) }
  }

  /// True if the frame is like the one before it and whole, or followed by another that is like it. A head has only some 20 bits
  /// that are always the same, so one alone proves nothing.
  private func isFollowed(_ frame: MPEGFrame, at offset: Int64) -> Bool {
    let after = offset + Int64(frame.length)
    if let last = runs.last, last.head.isLike(frame), after <= end { return true }
    guard let next = self.frame(at: after) else { return after == end && runs.isEmpty }
    return next.isLike(frame)
  }

  private mutating func add(_ frame: MPEGFrame, at offset: Int64) {
    let range = offset..<offset + Int64(frame.length)
    let isNew = !(runs.last?.head.isLike(frame) ?? false)
    let information = counted(frame, at: offset)
    if isNew {
      runs.append(Run(head: frame, headBytes: file.bytes(4, at: offset) ?? []))
      if information != nil { runs[runs.count - 1].information = range }
    }
    if let information {
      // Another stream was appended to this one: its information is no sound.
      claimed = isNew && runs.count == 1 ? information : nil
      return
    }
    runs[runs.count - 1].pieces.append(range)
    runs[runs.count - 1].count += 1
    runs[runs.count - 1].bytes += Int64(frame.length)
  }

  /// Frames that a frame of information counts; `nil` if it is a frame of sound. 0 if it does not count.
  private func counted(_ frame: MPEGFrame, at offset: Int64) -> Int64? {
    guard frame.layer == 3, let bytes = file.bytes(min(frame.length, 64), at: offset) else { return nil }
    let place = 4 + frame.sideLength
    if bytes.count >= place + 12 {
      let tag = bytes[place..<place + 4]
      if tag.elementsEqual("Xing".utf8) || tag.elementsEqual("Info".utf8) {
        guard bytes[place + 7] & 1 == 1 else { return 0 }
        return Int64(bytes[(place + 8)...].number(isBigEndian: true) as UInt32)
      }
    }
    // VBRI of Fraunhofer stands at a place of its own.
    guard bytes.count >= 54, bytes[36..<40].elementsEqual("VBRI".utf8) else { return nil }
    return Int64(bytes[50...].number(isBigEndian: true) as UInt32)
  }

  /// Something that is no frame, between or behind frames.
  private mutating func lose(_ bytes: Int64, isLast: Bool) {
    guard !runs.isEmpty else { return }
    let last = runs.count - 1
    let mean = runs[last].bytes / max(1, runs[last].count)
    // The end of a stream that was cut has half a frame at most.
    if isLast, bytes < 2 * mean { return }
    // What is left of the last block of a disk is zeros.
    if isLast, file.with(4096, at: end - bytes, { $0.allSatisfy { $0 == 0 } }) { return }
    brokenPlaces += 1
    guard !isLast, mean > 0 else { return }
    let frames = max(1, (bytes + mean / 2) / mean) * runs[last].head.frames
    runs[last].silences.append(
      Silence(position: runs[last].count * runs[last].head.frames, length: frames, isDamage: true))
  }

  /// The next place with two frames in a row.
  private func nextFrame(after offset: Int64) -> Int64? {
    var place = offset + 1
    while let found = file.find([0xFF], from: place, before: end) {
      if let frame = frame(at: found) {
        let after = found + Int64(frame.length)
        let isNext = self.frame(at: after).map { $0.isLike(frame) } ?? (after == end)
        if isNext, runs.last.map({ $0.head.isLike(frame) }) ?? true { return found }
      }
      place = found + 1
    }
    return nil
  }

  /// Bytes of a tag at `offset`: ID3v2 in front or in the middle, ID3v1, APE or Lyrics3 at the end.
  private func tagLength(at offset: Int64) -> Int64? {
    if let length = ID3.length(file, at: offset) { return length }
    guard let head = file.bytes(4, at: offset) else { return end - offset < 4 ? end - offset : nil }
    if head[..<3].elementsEqual("TAG".utf8) { return min(128, end - offset) }
    guard head.elementsEqual("APET".utf8) || head.elementsEqual("LYRI".utf8) else { return nil }
    return file.find(Array("TAG".utf8), from: max(offset, end - 128), before: end).map { $0 - offset }
      ?? (end - offset)
  }

  private func map(isWhole: Bool) -> SoundMap {
    let count = runs.reduce(0) { $0 + $1.count }
    var map = SoundMap(parts: runs.filter { $0.count > 0 }.map(part), brokenPlaces: 0)
    let lost = runs.flatMap(\.silences).reduce(0) { $0 + $1.length }
    map.brokenPlaces = max(0, brokenPlaces - runs.reduce(0) { $0 + $1.silences.count })
    if let claimed, claimed > 0, abs(claimed - count - lost / max(1, runs[0].head.frames)) > 1 {
      map.claim = .share(claimed: claimed, present: count + lost / max(1, runs[0].head.frames))
    }
    map.isCut = isCut && claimed == nil
    let isPlain = isWhole && runs.count == 1 && runs[0].silences.isEmpty && brokenPlaces == 0
    if isPlain, runs[0].pieces.count == 1, let claimed, claimed > 0, map.claim == nil {
      map.parts = [SoundPart()]
    }
    return map
  }

  private func part(_ run: Run) -> SoundPart {
    var pieces: [SoundView.Piece] = []
    if let information = information(run) { pieces.append(.bytes(information)) }
    return SoundPart(pieces: pieces + run.pieces, silences: run.silences)
  }

  /// A frame of information with the true count: that of the file, which also knows what its encoder has added, or one of ours.
  private func information(_ run: Run) -> [UInt8]? {
    guard run.head.layer == 3 else { return nil }
    let place = 4 + run.head.sideLength
    let count = withUnsafeBytes(of: UInt32(clamping: run.count).bigEndian) { Array($0) }
    if let range = run.information, var bytes = file.bytes(range.count, at: range.lowerBound),
      bytes.count >= place + 12, bytes[place + 7] & 1 == 1,
      bytes[place] == UInt8(ascii: "X") || bytes[place] == UInt8(ascii: "I")
    {
      bytes.replaceSubrange(place + 8..<place + 12, with: count)
      return bytes
    }
    // The smallest frame that has room, without a checksum and without padding.
    var head = run.headBytes
    head[1] |= 1
    for bitrate in UInt8(1)...14 {
      head[2] = bitrate << 4 | run.headBytes[2] & 0x0C
      guard let frame = MPEGFrame(head), frame.length >= place + 16 else { continue }
      var bytes = head + [UInt8](repeating: 0, count: frame.length - 4)
      bytes.replaceSubrange(place..<place + 12, with: Array("Info".utf8) + [0, 0, 0, 1] + count)
      return bytes
    }
    return nil
  }
}
