/// What a stream of Ogg carries, and how long its packets are, without decoding them.
enum OggCoding {
  case opus
  case vorbis(VorbisBlocks?)
  case flac(FLACInfo?)
  /// Speech of the 2000s, which libsndfile does not decode.
  case speex
  /// Pictures, texts, an index.
  case other

  /// The coding by the first packet of a stream.
  init(_ head: [UInt8]) {
    if head.starts(with: Array("OpusHead".utf8)) {
      self = .opus
    } else if head.starts(with: [1] + Array("vorbis".utf8)) {
      self = .vorbis(nil)
    } else if head.starts(with: [0x7F] + Array("FLAC".utf8)), head.count >= 17 + FLACInfo.length {
      self = .flac(FLACInfo(Array(head[17..<17 + FLACInfo.length])))
    } else if head.starts(with: Array("Speex   ".utf8)) {
      self = .speex
    } else {
      self = .other
    }
  }

  /// True if libsndfile decodes it.
  var isRead: Bool {
    switch self {
    case .opus, .vorbis, .flac: true
    case .speex, .other: false
    }
  }

  /// Ticks of a packet of Opus, 48,000 a second (RFC 6716, 3.1).
  static func opusTicks(_ packet: [UInt8]) -> Int64 {
    guard let first = packet.first else { return 0 }
    let configuration = first >> 3
    let one: Int64 =
      switch configuration {
      case 0..<12: [480, 960, 1920, 2880][Int(configuration & 3)]
      case 12..<16: [480, 960][Int(configuration & 1)]
      default: [120, 240, 480, 960][Int(configuration & 3)]
      }
    switch first & 3 {
    case 0: return one
    case 1, 2: return 2 * one
    default: return packet.count > 1 ? Int64(packet[1] & 0x3F) * one : 0
    }
  }
}

/// The lengths of the blocks of a Vorbis stream (Vorbis I, 4.2).
struct VorbisBlocks {
  /// Frames of a short and of a long block.
  private let lengths: [Int64]
  /// For each mode, whether its blocks are long.
  private let isLong: [Bool]
  private let modeBits: Int

  /// - Parameters:
  ///   - head: the identification header.
  ///   - setup: the setup header. The modes stand at its very end, and are read from there.
  init?(head: [UInt8], setup: [UInt8]) {
    guard head.count >= 29, setup.count > 8 else { return nil }
    lengths = [Int64(1) << (head[28] & 15), Int64(1) << (head[28] >> 4)]
    guard lengths[0] >= 64, lengths[0] <= lengths[1], lengths[1] <= 8192 else { return nil }
    func bit(_ index: Int) -> Int { Int(setup[index >> 3] >> UInt8(index & 7) & 1) }
    func bits(_ start: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | bit(start + $1) << $1 }
    }
    // The last bit that is set frames the packet. Before it each mode has 41 bits: long or not, 16 bits that are 0, 16 that are
    // 0, and a mapping under 64. Before the modes stands their number less one, in 6 bits.
    var end = setup.count * 8 - 1
    while end > 60, bit(end) == 0 { end -= 1 }
    var place = end
    var found: [Bool] = []
    var best: [Bool]?
    while place - 41 >= 60, found.count < 64 {
      place -= 41
      guard bits(place + 1, 16) == 0, bits(place + 17, 16) == 0, bits(place + 33, 8) < 64 else { break }
      found.insert(bit(place) == 1, at: 0)
      if bits(place - 6, 6) + 1 == found.count { best = found }
    }
    guard let best else { return nil }
    isLong = best
    modeBits = best.count > 1 ? Int.bitWidth - (best.count - 1).leadingZeroBitCount : 0
  }

  /// Frames of the block in a packet that begins with `first`; `nil` if it is no sound.
  func length(_ first: UInt8) -> Int64? {
    guard first & 1 == 0 else { return nil }
    let mode = Int(first >> 1) & ((1 << modeBits) - 1)
    return isLong.indices.contains(mode) ? lengths[isLong[mode] ? 1 : 0] : nil
  }
}
