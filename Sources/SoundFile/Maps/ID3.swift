/// The tag that taggers put before the sound: MP3 and AAC, but also FLAC and WAVE.
enum ID3 {
  /// Bytes of the tag at `offset`; `nil` if there is none (id3.org, ID3v2.4.0, 3.1).
  static func length(_ file: FileBytes, at offset: Int64) -> Int64? {
    guard let head = file.bytes(10, at: offset), head[..<3].elementsEqual("ID3".utf8), head[3] != 0xFF,
      head[6...].allSatisfy({ $0 < 0x80 })
    else { return nil }
    let size = head[6...].reduce(Int64(0)) { $0 << 7 | Int64($1) }
    let length = size + 10 + (head[5] & 0x10 != 0 ? 10 : 0)
    // One that claims more than the file has is passed over, and the sound looked for behind its head.
    return length < file.size - offset ? length : 10
  }
}
