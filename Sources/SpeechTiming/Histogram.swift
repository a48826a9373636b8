/// Counts of levels in steps, for quantiles of any number of values in constant memory.
struct Histogram {
  /// Step in dB: a hundredth of the smallest difference that any rule here depends on.
  private static let step: Float = 0.1
  private static let lowest: Float = -130
  /// −130…+80 dB: +60 dBFS is the most that is let in, and bins are summed.
  private var bins = [Int32](repeating: 0, count: 2100)
  private(set) var count = 0

  /// Adds one level in dB.
  mutating func add(_ level: Float) {
    bins[bin(level)] += 1
    count += 1
  }

  /// Removes a level that was added.
  mutating func remove(_ level: Float) {
    bins[bin(level)] -= 1
    count -= 1
  }

  /// The level that a share `fraction` of the values lies below, in dB; `nil` if there are no values.
  func quantile(_ fraction: Double) -> Float? {
    guard count > 0 else { return nil }
    let rank = min(count - 1, Int(fraction * Double(count)))
    var below = 0
    for (index, number) in bins.enumerated() {
      below += Int(number)
      if below > rank { return Self.lowest + (Float(index) + 0.5) * Self.step }
    }
    return nil
  }

  private func bin(_ level: Float) -> Int {
    min(bins.count - 1, max(0, Int((level - Self.lowest) / Self.step)))
  }
}
