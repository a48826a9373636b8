/// A page of Ogg (RFC 3533, 6).
struct OggPage {
  /// First byte.
  let offset: Int64
  /// True if its first packet began on an earlier page.
  let isContinued: Bool
  /// True if it begins a stream.
  let isFirst: Bool
  /// True if it ends a stream.
  let isLast: Bool
  /// Ticks of the stream up to the end of the last packet that ends here; `nil` if none does.
  let position: Int64?
  /// The stream that it belongs to.
  let serial: UInt32
  /// Its number in the stream.
  let number: UInt32
  /// The packets on it, or their parts, in bytes of the file.
  let packets: [Range<Int64>]
  /// True if the last of them goes on on the next page.
  let goesOn: Bool
  /// Bytes of the whole page.
  let length: Int64

  static let magic = Array("OggS".utf8)
  private static let headLength = 27

  /// What is at `offset`; `nil` if that is no whole page, or its checksum is wrong.
  init?(_ file: FileBytes, at offset: Int64) {
    guard var head = file.bytes(Self.headLength, at: offset), head[..<4].elementsEqual(Self.magic),
      head[4] == 0,
      let lacing = file.bytes(Int(head[26]), at: offset + Int64(Self.headLength))
    else { return nil }
    let body = lacing.reduce(0) { $0 + Int($1) }
    length = Int64(Self.headLength + lacing.count + body)
    let sum: UInt32 = head[22...].number(isBigEndian: false)
    head.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    let begun = (head + lacing).withUnsafeBufferPointer { Checksum.ogg($0) }
    let first = offset + Int64(Self.headLength + lacing.count)
    let isWhole = file.with(body, at: first) { $0.count == body && Checksum.ogg($0, from: begun) == sum }
    guard isWhole else { return nil }
    self.offset = offset
    isContinued = head[5] & 1 != 0
    isFirst = head[5] & 2 != 0
    isLast = head[5] & 4 != 0
    let position: Int64 = head[6...].number(isBigEndian: false)
    self.position = position == -1 ? nil : position
    serial = head[14...].number(isBigEndian: false)
    number = head[18...].number(isBigEndian: false)
    var packets: [Range<Int64>] = []
    var (start, end) = (first, first)
    for size in lacing {
      end += Int64(size)
      guard size < 255 else { continue }
      packets.append(start..<end)
      start = end
    }
    goesOn = lacing.last == 255
    if goesOn { packets.append(start..<end) }
    self.packets = packets
  }

  /// First byte after it.
  var end: Int64 { offset + length }
}
