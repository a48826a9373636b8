/// A FLAC stream: its head, then frames that do not say how long they are.
///
/// A whole file is left to libsndfile: only its head and its end are looked at. Where the end is not the one that the head
/// claims, and where decoding meets trouble, all frames are looked for (`scanned`).
struct FLACStream {
  /// Up to and with the first 4 bytes of STREAMINFO's block; then its 34 bytes.
  private let start: Int64
  private let info: FLACInfo
  private let infoBytes: [UInt8]
  /// First byte of the first frame.
  private let audio: Int64

  static func map(_ file: FileBytes, base: Int64) -> SoundMap? {
    guard let stream = FLACStream(file, at: base) else { return base == 0 ? .asItIs : nil }
    let isAlone = file.find(magic, from: stream.audio, before: file.size) == nil
    if base == 0, isAlone, stream.info.total > 0, stream.isWhole(file) {
      var map = SoundMap.asItIs
      map.claim = .frames(stream.info.total)
      map.closer = { scanned(file, stream) }
      return map
    }
    return scanned(file, stream)
  }

  /// `fLaC` and the head of STREAMINFO, which is the first block.
  private static let magic: [UInt8] = Array("fLaC".utf8) + [0, 0, 0, UInt8(FLACInfo.length)]

  private init?(_ file: FileBytes, at start: Int64) {
    guard let head = file.bytes(8, at: start), head[..<4].elementsEqual("fLaC".utf8), head[4] & 0x7F == 0,
      let bytes = file.bytes(FLACInfo.length, at: start + 8), let info = FLACInfo(bytes)
    else { return nil }
    var offset = start + 4
    for _ in 0..<ChunkHead.most {
      guard let block = file.bytes(4, at: offset) else { return nil }
      offset += 4 + block[1...].reduce(Int64(0)) { $0 << 8 | Int64($1) }
      if block[0] & 0x80 != 0 { break }
    }
    (self.start, self.info, infoBytes, audio) = (start, info, bytes, offset)
  }

  /// True if one of the last frames ends where the head says.
  private func isWhole(_ file: FileBytes) -> Bool {
    let length = Int(min(Int64(FileBytes.most), file.size - audio))
    return file.with(length, at: file.size - Int64(length)) { bytes in
      for index in bytes.indices.reversed() where bytes[index] == 0xFF {
        let head = UnsafeBufferPointer(rebasing: bytes[index..<min(bytes.count, index + FLACFrame.most)])
        if let frame = FLACFrame(head, info), frame.position + frame.count == info.total { return true }
      }
      return false
    }
  }

  /// The map of all frames that are whole, of this stream and of those that were appended to it.
  private static func scanned(_ file: FileBytes, _ first: FLACStream) -> SoundMap? {
    var map = SoundMap(parts: [])
    var stream: FLACStream? = first
    var claimed: Int64 = 0
    var isClaimed = true
    while let current = stream, map.parts.count < ChunkHead.most {
      var scan = FLACScan(file, current.info)
      let end = file.find(magic, from: current.audio, before: file.size) ?? file.size
      scan.run(from: current.audio, to: end)
      map.parts += scan.parts(current.infoBytes)
      map.brokenPlaces += scan.brokenPlaces
      map.isCut = scan.isCut
      claimed += current.info.total
      isClaimed = isClaimed && current.info.total > 0
      stream = end < file.size ? FLACStream(file, at: end) : nil
    }
    if isClaimed { map.claim = .frames(claimed) }
    return map
  }
}
