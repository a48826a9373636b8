import Foundation

/// A WAV file with 16-bit samples and a 44-byte header, made and read without any code of Aloud.
enum WAV {
  static func data(_ samples: [Int16], rate: Int = Room.rate, channels: Int = 1) -> Data {
    func bytes(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    let size = samples.count * 2
    let header =
      Array("RIFF".utf8) + bytes(36 + size, 4) + Array("WAVEfmt ".utf8) + bytes(16, 4) + bytes(1, 2)
      + bytes(channels, 2) + bytes(rate, 4) + bytes(rate * channels * 2, 4) + bytes(channels * 2, 2)
      + bytes(16, 2) + Array("data".utf8) + bytes(size, 4)
    return Data(header) + samples.withUnsafeBytes { Data($0) }
  }

  /// The samples of the data chunk.
  static func samples(of file: URL) throws -> [Int16] {
    let bytes = [UInt8](try Data(contentsOf: file))
    func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    var at = 12
    while at + 8 <= bytes.count {
      let size = number(at + 4)
      if Array(bytes[at..<(at + 4)]) == Array("data".utf8) {
        return stride(from: at + 8, to: min(bytes.count, at + 8 + size) - 1, by: 2).map {
          Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
      }
      at += 8 + size + size % 2
    }
    return []
  }
}
