/// An AIFF or AIFC file, up to its last samples.
enum AIFFForm {
  /// Codings whose frames have a fixed number of bits: there the number of frames follows from the samples.
  private static let linear: Set = [
    "NONE", "twos", "sowt", "raw ", "in24", "in32", "42ni", "23ni", "fl32", "FL32", "fl64", "FL64",
  ]

  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    guard let head = file.bytes(12, at: base) else { return nil }
    var common: [UInt8]?
    var span: SampleSpan?
    var sound: [UInt8] = []
    var others: [UInt8] = []
    var isPlain = base == 0
    var offset = base + 12
    for _ in 0..<ChunkHead.most {
      guard let chunk = ChunkHead(file, at: offset, isBigEndian: true) else { break }
      offset = chunk.next(file)
      switch chunk.tag {
      case "COMM":
        common = file.bytes(Int(min(chunk.size, 1024)), at: chunk.contents)
      case "FVER":
        others = file.bytes(12, at: chunk.contents - 8) ?? []
      case "SSND":
        // Offset and block size come before the samples.
        sound = file.bytes(8, at: chunk.contents) ?? []
        let claimed: UInt64? = chunk.size == .max ? nil : UInt64(max(8, chunk.size) - 8)
        let isEmpty =
          head[4..<8].number(isBigEndian: true) as UInt32 == UInt32(clamping: file.size - base - 8)
        span = SampleSpan(from: chunk.contents + 8, claimed: claimed, fileSize: file.size) { isEmpty }
        if var open = span, open.claimed != nil, file.size - offset >= 8,
          ChunkHead(file, at: offset, isBigEndian: true) == nil
        {
          open.goOn(file)
          span = open
        }
        if let span, span.claimed != Int64(span.range.count) { isPlain = false }
      default:
        break
      }
      if span != nil, common != nil { break }
      // libsndfile expects the pad byte.
      if chunk.size & 1 == 1, offset == chunk.end { isPlain = false }
    }
    guard let common, common.count >= 18, let span, sound.count == 8 else { return nil }
    var map = SoundMap(parts: [SoundPart()], isNotClosed: span.isNotClosed)
    if let claimed = span.claimed {
      map.claim = .share(claimed: claimed, present: Int64(span.range.count))
    }
    let frames = frames(in: span, common)
    let claimedFrames: UInt32 = common[2...].number(isBigEndian: true)
    if let frames, claimedFrames != frames {
      isPlain = false
      // The samples are all there by the size of their chunk, and their number says otherwise.
      if span.claimed == Int64(span.range.count), claimedFrames != .max {
        map.isNotClosed = claimedFrames == 0
        map.claim = .frames(Int64(claimedFrames))
      }
    }
    if !isPlain {
      map.parts = [part(head, common, frames, others, sound, span)]
    }
    return map
  }

  /// Frames in the samples; `nil` in a coding of blocks.
  private static func frames(in span: SampleSpan, _ common: [UInt8]) -> UInt32? {
    let coding = common.count >= 22 ? String(decoding: common[18..<22], as: UTF8.self) : "NONE"
    guard linear.contains(coding) else { return nil }
    let channels: UInt16 = common.number(isBigEndian: true)
    let bits: UInt16 = common[6...].number(isBigEndian: true)
    let width = Int(channels) * ((Int(bits) + 7) / 8)
    return width > 0 ? UInt32(clamping: span.range.count / width) : nil
  }

  private static func part(
    _ head: [UInt8], _ common: [UInt8], _ frames: UInt32?, _ others: [UInt8], _ sound: [UInt8],
    _ span: SampleSpan
  ) -> SoundPart {
    var common = common
    if let frames { common.replaceSubrange(2..<6, with: number(frames)) }
    var chunks = others + Array("COMM".utf8) + number(UInt32(common.count)) + common
    if common.count & 1 == 1 { chunks.append(0) }
    chunks += Array("SSND".utf8) + number(UInt32(clamping: span.range.count + 8)) + sound
    let whole = UInt32(clamping: chunks.count + span.range.count + 4)
    var pieces: [SoundView.Piece] = [.bytes(Array(head[..<4]) + number(whole) + Array(head[8...]) + chunks)]
    pieces.append(span.range)
    return SoundPart(pieces: pieces)
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
