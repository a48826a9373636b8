/// A WAVE file in RIFF, RIFX (big-endian), RF64 or BW64, up to its last samples.
///
/// libsndfile also looks for chunks where there are none, and in some damaged files never stops (1.2.0, found by
/// `scripts/fuzz wav`); it knows no BW64, and takes a size of 0 for the truth. So the chunks are walked here, and it is shown a
/// head of ours before the samples wherever the file is not plain.
struct RIFFForm {
  /// The chunk `fmt `: what a frame looks like.
  var format: [UInt8] = []
  /// Frames that the chunk `fact` counts.
  var fact: UInt32?
  /// The samples.
  var spans: [SampleSpan] = []
  var isBigEndian = false
  /// True if there is a chunk with sizes in 64 bits.
  private var isLong = false
  /// True if libsndfile may read the file unmodified.
  var isPlain = true
  /// Where the next file begins that was appended to this one.
  var next: Int64?

  /// The map of a file of one form or of several, one appended to the other.
  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    var forms: [RIFFForm] = []
    var offset: Int64? = base
    while let start = offset, forms.count < ChunkHead.most, let form = RIFFForm(file, base: start) {
      forms.append(form)
      offset = form.next
    }
    guard let first = forms.first else { return nil }
    if base == 0, forms.count == 1, first.isPlain, first.trim == nil { return .asItIs }
    return WAVEPart.map(forms.map(\.part), of: file)
  }

  private static let heads: Set = ["RIFF", "RIFX", "RF64", "BW64"]

  /// - Returns: `nil` if the chunks lead to no samples.
  init?(_ file: FileBytes, base: Int64) {
    guard let head = file.bytes(12, at: base) else { return nil }
    let tag = String(decoding: head[..<4], as: UTF8.self)
    guard Self.heads.contains(tag), head[8...].elementsEqual("WAVE".utf8) else { return nil }
    isBigEndian = tag == "RIFX"
    isPlain = tag != "BW64"
    var offset = base + 12
    var longSize: UInt64?
    for _ in 0..<ChunkHead.most {
      guard let chunk = ChunkHead(file, at: offset, isBigEndian: isBigEndian) else { break }
      offset = chunk.next(file)
      if chunk.tag == "data" {
        guard !format.isEmpty else { return nil }
        let end = add(
          chunk, longSize, file, formSize: head[4...].number(isBigEndian: isBigEndian), base: base)
        guard let end else { break }
        offset = end
      } else if Self.heads.contains(chunk.tag), !spans.isEmpty {
        next = chunk.contents - 8
        isPlain = false
        break
      } else if spans.isEmpty {
        read(chunk, file, &longSize)
      } else {
        isPlain = false
      }
    }
    guard !spans.isEmpty else { return nil }
  }

  private mutating func read(_ chunk: ChunkHead, _ file: FileBytes, _ longSize: inout UInt64?) {
    switch chunk.tag {
    case "fmt ":
      format = file.bytes(Int(min(chunk.size, Self.longestFormat)), at: chunk.contents) ?? []
      if chunk.size > Self.longestFormat { isPlain = false }
    case "fact":
      fact = file.bytes(4, at: chunk.contents)?.number(isBigEndian: isBigEndian)
    case "ds64":
      // Size of the whole, then of the samples (EBU Tech 3306, ITU-R BS.2088).
      isLong = true
      longSize = file.bytes(8, at: chunk.contents + 8)?.number(isBigEndian: isBigEndian)
      // All bits, as in 32 bits: written into a pipe.
      if longSize == .max { longSize = nil }
    case "JUNK":
      break
    default:
      isPlain = false
    }
    if chunk.size & 1 == 1 { isPlain = false }
  }

  /// A format has 16, 18 or 40 bytes and some 100 at most.
  private static let longestFormat: UInt32 = 4096

  /// - Returns: where the next chunk may be; `nil` if the samples go on to the end of the file.
  private mutating func add(
    _ chunk: ChunkHead, _ longSize: UInt64?, _ file: FileBytes, formSize: UInt32, base: Int64
  ) -> Int64? {
    let isBigEndian = isBigEndian
    let claimed = chunk.size == .max ? longSize : UInt64(chunk.size)
    var span = SampleSpan(from: chunk.contents, claimed: claimed, fileSize: file.size) {
      Int64(formSize) + 8 == file.size - base
        && ChunkHead.chunks(file, fillFrom: chunk.contents, isBigEndian: isBigEndian)
    }
    defer { spans.append(span) }
    // libsndfile takes the size in 64 bits for the truth, also where the chunk has one of its own.
    if isLong, chunk.size != .max { isPlain = false }
    if span.claimed != Int64(chunk.size) || span.range.count != Int(chunk.size) { isPlain = false }
    guard span.claimed != nil, span.range.upperBound < file.size else { return nil }
    let size = UInt32(truncatingIfNeeded: span.range.upperBound - chunk.contents)
    let after = chunk.size == .max ? span.range.upperBound + Int64(size & 1) : chunk.next(file)
    if file.size - after >= 8, ChunkHead(file, at: after, isBigEndian: isBigEndian) == nil {
      isPlain = false
      span.goOn(file)
      return nil
    }
    isPlain = isPlain && after >= file.size
    return after
  }

  /// Frames of the last block behind those that `fact` counts: codings in blocks only.
  private var trim: SoundPart.Trim? {
    guard let fact, fact > 0, format.count >= 20 else { return nil }
    let coding: UInt16 = format.number(isBigEndian: isBigEndian)
    let inBlocks: Set<UInt16> = [2, 0x11, 0x31, 0x40, 0x64]
    guard inBlocks.contains(coding) else { return nil }
    let block: UInt16 = format[18...].number(isBigEndian: isBigEndian)
    return SoundPart.Trim(frames: Int64(fact), blockFrames: Int64(block))
  }

  private var part: WAVEPart {
    WAVEPart(format: format, fact: fact, spans: spans, isBigEndian: isBigEndian, trim: trim)
  }
}
