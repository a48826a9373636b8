/// Samples in the format of WAVE, wherever they stand: in RIFF and its kin, or in Wave64.
struct WAVEPart {
  /// The chunk `fmt `.
  let format: [UInt8]
  let fact: UInt32?
  var spans: [SampleSpan]
  let isBigEndian: Bool
  let trim: SoundPart.Trim?

  /// The map of parts in a row; those of one format are read as one.
  static func map(_ parts: [WAVEPart], of file: FileBytes) -> SoundMap? {
    var joined: [WAVEPart] = []
    for part in parts {
      if let last = joined.last, last.isBigEndian == part.isBigEndian, last.format == part.format,
        last.trim == nil
      {
        joined[joined.count - 1].spans += part.spans
      } else {
        joined.append(part)
      }
    }
    let spans = parts.flatMap(\.spans)
    var map = SoundMap(parts: joined.map { $0.part() })
    if let mpeg = parts.first?.mpeg(file) { map = mpeg }
    map.isNotClosed = spans.contains(where: \.isNotClosed)
    // A claim of some spans is none of the whole.
    let claims = spans.compactMap { $0.claimed }
    if claims.count == spans.count {
      map.claim = .share(
        claimed: claims.reduce(0) { $0.addingReportingOverflow($1).partialValue },
        present: spans.reduce(0) { $0 + Int64($1.range.count) })
    }
    return map
  }

  /// MP3 in a WAVE file (ETSI and the Windows recorder write it): 0x50 is layer 1 or 2, 0x55 layer 3.
  private func mpeg(_ file: FileBytes) -> SoundMap? {
    let coding: UInt16 = format.number(isBigEndian: isBigEndian)
    guard [0x50, 0x55].contains(coding), let span = spans.first else { return nil }
    return MPEGStream.map(file, range: span.range)
  }

  /// A head of ours, and the samples.
  private func part() -> SoundPart {
    let length = spans.reduce(0) { $0 + Int64($1.range.count) }
    var chunks = chunk("fmt ", format)
    if let fact { chunks += chunk("fact", number(fact)) }
    let whole = length + Int64(chunks.count) + 12
    var head: [UInt8]
    if whole < Int64(UInt32.max) {
      head = Array((isBigEndian ? "RIFX" : "RIFF").utf8) + number(UInt32(whole)) + Array("WAVE".utf8) + chunks
      head += Array("data".utf8) + number(UInt32(length))
    } else {
      // 64 bits: the whole, the samples, the frames (not needed), and no table.
      let sizes = number(UInt64(whole + 36)) + number(UInt64(length)) + number(UInt64(0)) + number(UInt32(0))
      head = Array("RF64".utf8) + number(UInt32.max) + Array("WAVE".utf8) + chunk("ds64", sizes) + chunks
      head += Array("data".utf8) + number(UInt32.max)
    }
    var pieces: [SoundView.Piece] = [.bytes(head)]
    for span in spans { pieces.append(span.range) }
    return SoundPart(pieces: pieces, trim: trim)
  }

  private func chunk(_ tag: String, _ contents: [UInt8]) -> [UInt8] {
    Array(tag.utf8) + number(UInt32(contents.count)) + contents + (contents.count & 1 == 1 ? [0] : [])
  }

  private func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
  }
}
