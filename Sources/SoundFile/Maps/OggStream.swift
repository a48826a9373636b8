/// One stream of sound in an Ogg file: its whole pages, and where the positions on them jump.
struct OggStream {
  let serial: UInt32
  private var lostPlaces = 0
  private var lastNumber: UInt32
  /// True if the file breaks off in the middle of a page.
  private(set) var isCut = false
  /// True if a page says that it is the last.
  private(set) var isEnded = false

  private var coding: OggCoding
  private let head: [UInt8]
  private var pieces: [SoundView.Piece] = []
  private var silences: [Silence] = []
  /// Packets of the head that are still to come.
  private var headsLeft: Int
  /// Ticks that decoding gives up to here, and those of the packets since the last position.
  private var ticks: Int64 = 0
  private var sincePosition: Int64 = 0
  private var lastPosition: Int64?
  /// Ticks before the last piece that was lost; `nil` if none was since the last position.
  private var lostAt: Int64?
  /// The packet that goes on on the next page.
  private var open: [Range<Int64>] = []
  /// Frames of the block before, of Vorbis.
  private var blockBefore: Int64?
  private var scan: FLACScan?

  init(_ page: OggPage, _ coding: OggCoding, _ head: [UInt8]) {
    (serial, lastNumber, self.coding, self.head) = (page.serial, page.number, coding, head)
    pieces.append(page.offset..<page.end)
    switch coding {
    case .opus: headsLeft = 1
    case .vorbis: headsLeft = 2
    case .flac: headsLeft = head.count > 8 ? Int(head[7]) << 8 | Int(head[8]) : 0
    case .speex, .other: headsLeft = 0
    }
  }

  /// The next whole page of the stream.
  mutating func add(_ page: OggPage, _ file: FileBytes) {
    if isUnwrapped, scan == nil, case .flac(let info?) = coding { scan = FLACScan(file, info) }
    if !isUnwrapped { pieces.append(page.offset..<page.end) }
    if !page.isContinued { open = [] }
    // A page is missing. Some writers count in their own way, so this alone is no damage; a jump of positions here is.
    if page.number != lastNumber &+ 1 { (open, lostAt) = ([], lostAt ?? ticks) }
    lastNumber = page.number
    let begunAt = ticks
    let isHead = headsLeft > 0
    for (index, range) in page.packets.enumerated() {
      let isRest = index == 0 && page.isContinued
      // Its beginning was lost: a decoder leaves it out as well.
      if isRest, open.isEmpty { continue }
      open.append(range)
      if page.goesOn, index == page.packets.count - 1 { break }
      take(open, file)
      open = []
    }
    isEnded = page.isLast
    // The pages of the head have a position of 0, wherever the sound begins.
    if let position = page.position, headsLeft == 0, !isHead {
      compare(position, begunAt, isLast: page.isLast)
    }
  }

  /// Bytes that are no page, or a page that is broken.
  mutating func lose(isAtEnd: Bool) {
    open = []
    if isAtEnd { return isCut = !isEnded }
    lostPlaces += 1
    lostAt = lostAt ?? ticks
  }

  /// Ends the stream: what was lost behind its last position is not known.
  mutating func finish() { open = [] }

  /// True if libsndfile is shown what is in the pages, and not the pages: it has trouble with FLAC in Ogg.
  var isUnwrapped: Bool { if case .flac = coding { true } else { false } }

  private mutating func take(_ packet: [Range<Int64>], _ file: FileBytes) {
    if headsLeft > 0 {
      headsLeft -= 1
      if case .vorbis = coding, headsLeft == 0 {
        coding = .vorbis(VorbisBlocks(head: head, setup: packet.flatMap { bytes($0, file) }))
      }
      return
    }
    guard let first = packet.first(where: { !$0.isEmpty }),
      let start = file.bytes(
        Int(min(first.upperBound - first.lowerBound, Int64(FLACFrame.most))), at: first.lowerBound)
    else { return }
    let length: Int64
    switch coding {
    case .opus: length = OggCoding.opusTicks(start)
    case .vorbis(let blocks):
      let block = blocks?.length(start[0])
      // The halves of two blocks overlap (Vorbis I, 1.3.2).
      length = blockBefore.flatMap { before in block.map { (before + $0) / 4 } } ?? 0
      blockBefore = block ?? blockBefore
    case .flac(let info):
      let frame = info.flatMap { info in start.withUnsafeBufferPointer { FLACFrame($0, info) } }
      if let frame { scan?.add(frame, packet, isWhole: true) }
      length = frame?.count ?? 0
    case .speex, .other: length = 0
    }
    ticks += length
    sincePosition += length
  }

  /// The most bytes of a setup header; real ones have some 4,000.
  private func bytes(_ range: Range<Int64>, _ file: FileBytes) -> [UInt8] {
    file.bytes(min(range.count, FileBytes.most), at: range.lowerBound) ?? []
  }

  /// Notes a jump between what the packets held and what the position says.
  private mutating func compare(_ position: Int64, _ begunAt: Int64, isLast: Bool) {
    defer {
      lastPosition = position
      sincePosition = 0
      lostAt = nil
    }
    // What is not coded in a way that we can count has no jumps; FLAC counts its own.
    if case .vorbis(nil) = coding { return }
    // A stream that was recorded from its middle begins at any position (RFC 7845, 4.5); one whose first page is missing
    // has lost its beginning.
    guard !isUnwrapped, let lastPosition = lastPosition ?? (lostAt == nil ? nil : 0) else { return }
    let (advance, isTooFar) = position.subtractingReportingOverflow(lastPosition)
    guard !isTooFar else { return }
    let jump = advance - sincePosition
    // A few milliseconds are rounding, and what a decoder leaves out after a loss.
    guard jump > Self.leastJump else { return }
    let isDamage = lostAt != nil
    if isDamage { lostPlaces = max(0, lostPlaces - 1) }
    silences.append(Silence(position: lostAt ?? begunAt, length: jump, isDamage: isDamage))
  }

  /// 10 ms at 48 kHz.
  private static let leastJump: Int64 = 480

  /// Places that are broken, of which nobody knows how much they held.
  var brokenPlaces: Int { max(0, lostPlaces - (scan?.gaps ?? 0)) }

  /// The length that the stream claims.
  var claim: SoundClaim? {
    if case .flac(let info?) = coding, info.total > 0 { .frames(info.total) } else { nil }
  }

  /// What is to be decoded.
  var parts: [SoundPart] {
    if isUnwrapped { return scan?.parts(Array(head[17..<17 + FLACInfo.length])) ?? [] }
    var part = SoundPart(pieces: pieces, silences: silences)
    if case .opus = coding {
      part.ticksPerSecond = 48_000
      // The decoder leaves out its first frames (RFC 7845, 5.1).
      let skipped = head.count >= 12 ? Int64(head[10]) | Int64(head[11]) << 8 : 0
      part.silences = silences.map {
        Silence(position: max(0, $0.position - skipped), length: $0.length, isDamage: $0.isDamage)
      }
    }
    return [part]
  }
}
