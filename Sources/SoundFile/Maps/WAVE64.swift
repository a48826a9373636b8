/// Sony's Wave64: WAVE with a GUID and 64 bits for each chunk.
enum WAVE64 {
  /// The last twelve bytes of `riff`, and of every other chunk.
  private static let rest: [UInt8] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
  /// GUID and size; a size counts them, too.
  private static let headLength: Int64 = 24

  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    var format: [UInt8] = []
    var fact: UInt32?
    var offset = base + headLength + 16
    var isPlain = base == 0
    for _ in 0..<ChunkHead.most {
      guard let head = file.bytes(Int(headLength), at: offset), head[4..<16].elementsEqual(rest) else {
        return nil
      }
      let size: UInt64 = head[16...].number(isBigEndian: false)
      let contents = offset + headLength
      switch String(decoding: head[..<4], as: UTF8.self) {
      case "data":
        guard !format.isEmpty else { return nil }
        let claimed = size == .max ? nil : size <= UInt64(headLength) ? 0 : size - UInt64(headLength)
        var span = SampleSpan(from: contents, claimed: claimed, fileSize: file.size) { false }
        if span.claimed != nil {
          let after = offset + Int64(clamping: size.addingReportingOverflow(7).partialValue / 8 * 8)
          let isChunk = file.bytes(16, at: after).map { $0[4...].elementsEqual(rest) } ?? false
          if !isChunk { span.goOn(file) }
        }
        isPlain = isPlain && span.claimed == Int64(span.range.count)
        if isPlain { return .asItIs }
        return WAVEPart.map(
          [WAVEPart(format: format, fact: fact, spans: [span], isBigEndian: false, trim: nil)], of: file)
      case "fmt ":
        format = file.bytes(Int(min(4096, size)) - Int(min(size, UInt64(headLength))), at: contents) ?? []
      case "fact":
        fact = file.bytes(4, at: contents)?.number(isBigEndian: false)
      default:
        isPlain = false
      }
      guard size >= UInt64(headLength), size < UInt64(file.size) else { return nil }
      // Chunks begin at multiples of eight bytes.
      offset += Int64((size + 7) / 8 * 8)
    }
    return nil
  }
}
