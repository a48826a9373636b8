/// Sun's AU (`.snd`, and `dns.` with the numbers the other way round): a head, then samples to the end.
enum AUHead {
  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    guard let head = file.bytes(24, at: base) else { return nil }
    let isBigEndian = head[0] == UInt8(ascii: ".")
    let offset: UInt32 = head[4...].number(isBigEndian: isBigEndian)
    let size: UInt32 = head[8...].number(isBigEndian: isBigEndian)
    let start = base + Int64(offset)
    guard offset >= 24, start <= file.size else { return nil }
    var span = SampleSpan(
      from: start, claimed: size == .max ? nil : UInt64(size), fileSize: file.size
    ) { false }
    if span.claimed != nil { span.goOn(file) }
    let claim = span.claimed.map { SoundClaim.share(claimed: $0, present: Int64(span.range.count)) }
    var map = SoundMap(parts: [SoundPart()], claim: claim, isNotClosed: span.isNotClosed)
    if base > 0 || Int64(size) != Int64(span.range.count) {
      let present = UInt32(clamping: span.range.count)
      let number = withUnsafeBytes(of: isBigEndian ? present.bigEndian : present.littleEndian) { Array($0) }
      var pieces: [SoundView.Piece] = [.bytes(Array(head[..<8]) + number)]
      pieces.append(base + 12..<span.range.upperBound)
      map.parts = [SoundPart(pieces: pieces)]
    }
    return map
  }
}

/// NIST SPHERE: a head of text, which counts the samples, then samples to the end.
enum NISTHead {
  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    guard let head = file.bytes(Int(min(1024, file.size - base)), at: base) else { return nil }
    var fields: [String: Int64] = [:]
    for line in String(decoding: head, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count >= 3, words[1] == "-i" { fields[String(words[0])] = Int64(words[2]) }
    }
    var map = SoundMap.asItIs
    if base > 0 { map.parts = [SoundPart(pieces: [.file(base..<file.size)])] }
    guard let count = fields["sample_count"], count > 0, let width = fields["sample_n_bytes"],
      (1...8).contains(width)
    else { return map }
    let frameBytes = width * max(1, min(1024, fields["channel_count"] ?? 1))
    let claimed = count.multipliedReportingOverflow(by: frameBytes)
    let present = file.size - base - 1024
    // Shortened samples (shorten, wavpack) are refused by libsndfile anyway.
    if !claimed.overflow, present > 0, claimed.partialValue > present {
      map.claim = .share(claimed: claimed.partialValue, present: present)
    }
    return map
  }
}

/// Apple's CAF: chunks with four characters and 64 bits. A size of −1 says that the samples go on to the end.
enum CAFChunks {
  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    var offset = base + 8
    for _ in 0..<ChunkHead.most {
      guard let head = file.bytes(12, at: offset) else { return nil }
      let size: Int64 = head[4...].number(isBigEndian: true)
      let contents = offset + 12
      if head[..<4].elementsEqual("data".utf8) {
        // The samples follow a number of edits, which counts.
        let claimed: UInt64? = size == -1 ? nil : size <= 4 ? 0 : UInt64(size) - 4
        var span = SampleSpan(from: contents + 4, claimed: claimed, fileSize: file.size) {
          isChunk(file, at: contents + max(0, size))
        }
        if span.claimed != nil, let after = file.bytes(4, at: span.range.upperBound), !isTag(after) {
          span.goOn(file)
        }
        let claim = span.claimed.map { SoundClaim.share(claimed: $0, present: Int64(span.range.count)) }
        var map = SoundMap(parts: [SoundPart()], claim: claim, isNotClosed: span.isNotClosed)
        let present = Int64(span.range.count) + 4
        if base > 0 || present != size {
          let number = withUnsafeBytes(of: present.bigEndian) { Array($0) }
          var pieces: [SoundView.Piece] = []
          pieces.append(base..<offset + 4)
          pieces.append(.bytes(number))
          // What follows the samples may say how they are coded.
          pieces.append(contents..<(present == size ? file.size : span.range.upperBound))
          map.parts = [SoundPart(pieces: pieces)]
        }
        return map
      }
      guard size >= 0, size <= file.size else { return nil }
      offset = contents + size
    }
    return nil
  }

  private static func isChunk(_ file: FileBytes, at offset: Int64) -> Bool {
    guard let head = file.bytes(12, at: offset) else { return false }
    let size: Int64 = head[4...].number(isBigEndian: true)
    return isTag(head[..<4]) && size >= 0 && offset + 12 + size <= file.size
  }

  private static func isTag(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.allSatisfy { (0x20...0x7E).contains($0) }
  }
}
