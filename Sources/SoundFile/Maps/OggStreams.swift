/// An Ogg file: pages of one stream of sound, perhaps among pages of others, perhaps followed by another stream.
///
/// libsndfile leaves a broken page out and goes on without a word, takes a jump of positions for nothing, and reads the first of
/// several streams in a row. So the pages are walked here.
struct OggStreams {
  private let file: FileBytes
  private let isRead: (OggCoding) -> Bool
  private var streams: [OggStream] = []
  /// True while pages begin streams; another such page later begins the next link of the chain.
  private var isBeginning = true
  private var hasChosen = false

  /// - Parameter isRead: which codings are read; by default those that libsndfile decodes.
  static func map(
    _ file: FileBytes, base: Int64, reading isRead: @escaping (OggCoding) -> Bool = \.isRead
  ) -> SoundMap? {
    var walk = OggStreams(file, reading: isRead)
    let isWhole = walk.run(from: base)
    guard !walk.streams.isEmpty else { return nil }
    var map = SoundMap(parts: walk.streams.flatMap(\.parts))
    map.brokenPlaces = walk.streams.reduce(0) { $0 + $1.brokenPlaces }
    map.isCut = walk.streams.last?.isCut ?? false
    map.isNotClosed = !map.isCut && walk.streams.contains { !$0.isEnded }
    if let claim = walk.streams.count == 1 ? walk.streams[0].claim : nil { map.claim = claim }
    let isPlain = isWhole && base == 0 && walk.streams.count == 1 && !walk.streams[0].isUnwrapped
    if isPlain, map.parts[0].silences.isEmpty { map.parts = [SoundPart()] }
    return map
  }

  private init(_ file: FileBytes, reading isRead: @escaping (OggCoding) -> Bool) {
    (self.file, self.isRead) = (file, isRead)
  }

  /// - Returns: are all pages of one stream, and is nothing else there?
  private mutating func run(from start: Int64) -> Bool {
    var (offset, isWhole) = (start, true)
    while offset < file.size {
      guard let page = OggPage(file, at: offset) else {
        let next = file.find(OggPage.magic, from: offset + 1, before: file.size)
        isWhole = false
        // Half a page at the end was being written when the recorder was killed, and is missing at the end.
        if !streams.isEmpty { streams[streams.count - 1].lose(isAtEnd: next == nil) }
        offset = next ?? file.size
        continue
      }
      if !add(page) { isWhole = false }
      offset = page.end
    }
    if let last = streams.indices.last { streams[last].finish() }
    return isWhole
  }

  /// - Returns: does the page belong to what is read?
  private mutating func add(_ page: OggPage) -> Bool {
    if page.isFirst {
      if !isBeginning {
        if let last = streams.indices.last { streams[last].finish() }
        (isBeginning, hasChosen) = (true, false)
      }
      guard !hasChosen, let packet = page.packets.first,
        let head = file.bytes(Int(min(packet.upperBound - packet.lowerBound, 1024)), at: packet.lowerBound)
      else { return false }
      let coding = OggCoding(head)
      guard isRead(coding), streams.count < ChunkHead.most else { return false }
      streams.append(OggStream(page, coding, head))
      hasChosen = true
      return streams.count == 1
    }
    isBeginning = false
    guard hasChosen, let last = streams.indices.last, streams[last].serial == page.serial else {
      return false
    }
    streams[last].add(page, file)
    return true
  }
}
