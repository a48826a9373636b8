import Signal

/// Sounds with a seed: the same numbers on every machine.
struct TestSignal {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Uniform in −1…1 (xorshift64*, Vigna 2016).
  mutating func next() -> Float {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Float(Int32(truncatingIfNeeded: (state &* 0x2545_F491_4F6C_DD1D) >> 32)) / 2_147_483_648
  }

  /// White noise of the given rms, uniform in amplitude.
  mutating func noise(_ count: Int, rms: Float) -> [Float] {
    (0..<count).map { _ in next() * rms * 1.732_050_8 }
  }
}
