/// The head of a chunk in a file that consists of chunks with four characters and 32 bits each: RIFF and IFF.
struct ChunkHead {
  let tag: String
  let size: UInt32
  /// First byte of its contents.
  let contents: Int64

  /// Tags that stand behind a chunk whose pad byte may be missing.
  private static let known: Set = [
    "fmt ", "data", "fact", "LIST", "JUNK", "FLLR", "bext", "PEAK", "cue ", "smpl", "inst", "id3 ", "ID3 ",
    "ds64", "iXML", "axml", "chna", "COMM", "SSND", "FVER", "MARK", "INST", "COMT", "NAME", "AUTH", "ANNO",
    "APPL", "CHAN", "(c) ",
  ]

  /// The most chunks that are looked at; a file with more before its samples is an attack.
  static let most = 1000

  /// The chunk whose head is at byte `offset`; `nil` at the end of the file, or where there is no chunk.
  init?(_ file: FileBytes, at offset: Int64, isBigEndian: Bool) {
    guard let head = file.bytes(8, at: offset), Self.isPrintable(head[..<4]) else { return nil }
    tag = String(decoding: head[..<4], as: UTF8.self)
    size = head[4...].number(isBigEndian: isBigEndian)
    contents = offset + 8
  }

  /// First byte after the contents, without the pad byte.
  var end: Int64 { contents + Int64(size) }

  /// Where the next chunk begins. Contents of odd length are followed by a pad byte, which some writers forget: then a known
  /// tag stands one byte early.
  func next(_ file: FileBytes) -> Int64 {
    guard size & 1 == 1 else { return end }
    guard let after = file.bytes(5, at: end) else { return end + 1 }
    let (early, late) = (after[..<4], after[1...])
    let (isEarly, isLate) = (Self.isKnown(early), Self.isKnown(late))
    if isEarly != isLate { return isEarly ? end : end + 1 }
    return Self.isPrintable(early) && !Self.isPrintable(late) ? end : end + 1
  }

  private static func isKnown(_ bytes: ArraySlice<UInt8>) -> Bool {
    known.contains(String(decoding: bytes, as: UTF8.self))
  }

  private static func isPrintable(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// True if chunks lead from `offset` to the end of the file and nothing else is there.
  static func chunks(_ file: FileBytes, fillFrom offset: Int64, isBigEndian: Bool) -> Bool {
    var offset = offset
    for _ in 0..<most {
      if offset >= file.size { return offset <= file.size + 1 }
      guard let chunk = ChunkHead(file, at: offset, isBigEndian: isBigEndian) else { return false }
      offset = chunk.next(file)
    }
    return false
  }
}

/// The size that a chunk of samples claims, against what is there.
struct SampleSpan {
  /// The samples.
  var range: Range<Int64>
  /// Bytes that are claimed; `nil` if nothing is, as in a file that was written into a pipe.
  var claimed: Int64?
  /// True if the recorder never got to write the size.
  var isNotClosed = false

  /// Sizes that programs write into a pipe, where they cannot go back: −1, and what is nearly 2 GiB. ffmpeg and GStreamer write
  /// the first, sox and arecord something like the second.
  private static let unknown: ClosedRange<UInt64> = 0x7FFF_0000...0x8000_FFFF

  /// - Parameters:
  ///   - claimed: −1 in as many bits as the format has must come as `nil`.
  ///   - isEmpty: asked where 0 is claimed: are there really no samples?
  init(from start: Int64, claimed: UInt64?, fileSize: Int64, isEmpty: () -> Bool) {
    let most = max(0, fileSize - start)
    guard let claimed, !(Self.unknown.contains(claimed) && claimed > UInt64(most)) else {
      range = start..<(start + most)
      return
    }
    if claimed == 0, most > 0, !isEmpty() {
      range = start..<(start + most)
      isNotClosed = true
      return
    }
    let length = Int64(clamping: claimed)
    range = start..<(start + min(most, length))
    self.claimed = length
  }

  /// What the samples are followed by, if that can only be more of them: the recorder went on after it had last written a size.
  mutating func goOn(_ file: FileBytes) {
    guard file.size - range.upperBound > Self.leastRest else { return }
    // A disk gives room in blocks, and what is left of the last is zeros.
    let isPadding = file.with(4096, at: range.upperBound) { $0.allSatisfy { $0 == 0 } }
    if !isPadding { range = range.lowerBound..<file.size }
  }

  /// Bytes after the samples that are worth a look; a tag of MP3 has 128.
  private static let leastRest: Int64 = 256
}
