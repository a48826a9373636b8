/// Two recursive filters in a row, computed only for the energy of their output. Both run in one pass, so
/// that the second works on a block while the first waits for the next.
struct FilterPair {
  private var first, second: Biquad

  init(_ first: Biquad, _ second: Biquad) { (self.first, self.second) = (first, second) }

  /// Sum of the squares of `samples`, from index `start` on: of the samples themselves, and after both
  /// filters.
  mutating func energies(of samples: [Float], from start: Int) -> (plain: Float, filtered: Float) {
    let whole = (samples.count - start) / 8
    var (plain, filtered) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (a, b) = (first.state, second.state)
    let (memoryA, memoryB) = (first.memory, second.memory)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 8) { block in
      first.impulses.withUnsafeBufferPointer { first in
        second.impulses.withUnsafeBufferPointer { second in
          samples.withUnsafeBytes { samples in
            guard let x = block.baseAddress, let h = first.baseAddress, let g = second.baseAddress else {
              return
            }
            let raw = UnsafeMutableRawPointer(x)
            for index in 0..<whole {
              let value = samples.loadUnaligned(
                fromByteOffset: (start + index * 8) * 4, as: SIMD8<Float>.self)
              plain += value * value
              raw.storeBytes(of: value, as: SIMD8<Float>.self)
              Biquad.step(x, h, memoryA, &a)
              Biquad.step(x, g, memoryB, &b)
              let result = raw.loadUnaligned(as: SIMD8<Float>.self)
              filtered += result * result
            }
          }
        }
      }
    }
    (first.state, second.state) = (a, b)
    var rest: (plain: Float, filtered: Float) = (0, 0)
    for value in samples[(start + whole * 8)...] {
      let result = second.next(first.next(value))
      rest.plain += value * value
      rest.filtered += result * result
    }
    first.settle()
    second.settle()
    return (plain.sum() + rest.plain, filtered.sum() + rest.filtered)
  }
}
