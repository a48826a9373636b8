import Glibc

/// The bytes of a file for those who look where its parts are: read in large pieces, never beyond the end.
final class FileBytes {
  /// Bytes in the file when it was opened.
  let size: Int64
  /// Stays the caller's, who keeps it open for as long as this object lives.
  let descriptor: Int32
  private var buffer: [UInt8]
  private var start: Int64 = 0
  private var count = 0

  /// The most bytes that can be asked for at once.
  static let most = 1 << 18

  init(_ descriptor: Int32, size: Int64) {
    (self.descriptor, self.size) = (descriptor, size)
    buffer = [UInt8](repeating: 0, count: Self.most)
  }

  /// `count` bytes at `offset`, at most `most`; `nil` if the file has fewer there.
  func bytes(_ count: Int, at offset: Int64) -> [UInt8]? {
    with(count, at: offset) { $0.count == count ? Array($0) : nil }
  }

  /// Four characters.
  func tag(at offset: Int64) -> String? { bytes(4, at: offset).map { String(decoding: $0, as: UTF8.self) } }

  /// Hands `body` the bytes at `offset`: `count` of them, at most `most`, or what is left of the file.
  func with<Result>(_ count: Int, at offset: Int64, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
  {
    let wanted = max(0, min(Int64(min(count, Self.most)), size - max(0, offset)))
    if offset < start || offset + wanted > start + Int64(self.count) { fill(from: max(0, offset)) }
    let first = Int(max(0, min(offset - start, Int64(self.count))))
    let length = min(Int(wanted), self.count - first)
    return buffer.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[first..<(first + length)]))
    }
  }

  /// The next place from `offset` on where `pattern` stands, before `end`.
  func find(_ pattern: [UInt8], from offset: Int64, before end: Int64) -> Int64? {
    var place = max(0, offset)
    let end = min(end, size)
    while place + Int64(pattern.count) <= end {
      // First in what was read already: a search goes from one place to the next.
      let ahead = place >= start ? start + Int64(count) - place : 0
      let length = ahead >= pattern.count ? ahead : Int64(Self.most)
      let found = with(Int(min(length, end - place)), at: place) { bytes -> (at: Int?, looked: Int) in
        (Self.find(pattern, in: bytes), bytes.count)
      }
      if let at = found.at { return place + Int64(at) }
      guard found.looked >= pattern.count else { return nil }
      place += Int64(found.looked - pattern.count + 1)
    }
    return nil
  }

  private static func find(_ pattern: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress, let first = pattern.first else { return nil }
    var place = 0
    while place + pattern.count <= bytes.count {
      guard let match = memchr(base + place, Int32(first), bytes.count - pattern.count + 1 - place) else {
        return nil
      }
      place = UnsafeRawPointer(match) - UnsafeRawPointer(base)
      if pattern.count == 1 || bytes[place..<place + pattern.count].elementsEqual(pattern) { return place }
      place += 1
    }
    return nil
  }

  private func fill(from offset: Int64) {
    start = offset
    count = 0
    while count < buffer.count {
      let done = count
      let got = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(offset) + off_t(done))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return }
      count += got
    }
  }
}

extension Collection<UInt8> {
  /// The number in the first bytes, as many as `Number` has.
  func number<Number: FixedWidthInteger>(isBigEndian: Bool) -> Number {
    let little: Number = RIFFChunk.number(self)
    return isBigEndian ? little.byteSwapped : little
  }
}
