import Foundation

/// What is heard in the room of a test, at 48 kHz.
enum Room {
  static let rate = 48_000

  /// Noise in which no sample is 0 and none at full scale, the same every time: whatever becomes of it on the way
  /// shows (xorshift64*, Vigna 2016).
  static func noise(seconds: Double, peak: Double = 0.5) -> [Int16] {
    var state: UInt64 = 42
    return (0..<Int(seconds * Double(rate))).map { _ in
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      let chance = Double((state &* 2_685_821_657_736_338_717) >> 11) / Double(1 << 53)
      let value = Int16((2 * chance - 1) * peak * 32_767)
      return value == 0 ? 1 : value
    }
  }

  static func silence(seconds: Double) -> [Int16] {
    [Int16](repeating: 0, count: Int(seconds * Double(rate)))
  }
}
