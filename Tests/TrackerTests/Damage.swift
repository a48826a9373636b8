import Foundation

/// Ways in which a file of several pages of 4096 bytes gets damaged.
enum Damage: String, CaseIterable, Sendable {
  case garbage, sentence, emptied, oneByte, cutInHeader, cutInPage, cutBetweenPages, zeroedHeader, wrongMagic,
    zeroedPage, zeroedEnd

  func applied(to data: Data) -> Data {
    switch self {
    case .garbage: Data((0..<data.count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) })
    case .sentence: Data("this is no database".utf8)
    case .emptied: Data()
    case .oneByte: data.prefix(1)
    case .cutInHeader: data.prefix(99)
    case .cutInPage: data.prefix(data.count / 2 + 7)
    case .cutBetweenPages: data.prefix(3 * 4096)
    case .zeroedHeader: Data(count: 100) + data.dropFirst(100)
    case .wrongMagic: Data("X".utf8) + data.dropFirst()
    case .zeroedPage: data.prefix(4096) + Data(count: 4096) + data.dropFirst(2 * 4096)
    case .zeroedEnd: data.prefix(data.count / 2) + Data(count: data.count - data.count / 2)
    }
  }
}
