import Signal

/// One layer of the speech model: a weighted sum over a few windows around each window, then a bound below
/// at 0 (a rectifier), except in the last layer.
struct ConvolutionLayer: Sendable {
  /// Windows that are seen, relative to the window itself.
  let offsets: [Int]
  /// Numbers per window that come in.
  let inputs: Int
  /// Numbers per window that go out; a multiple of 8.
  let outputs: Int
  /// Negative results become 0.
  let rectifies: Bool
  /// For each offset, for each input, one weight per output.
  let weights: [SIMD8<Float>]
  /// One per output.
  let biases: [SIMD8<Float>]

  /// Numbers that a layer of this shape has.
  static func parameters(offsets: Int, inputs: Int, outputs: Int) -> Int { (offsets * inputs + 1) * outputs }

  /// A layer from its numbers: the weights in the order of `weights`, then the biases.
  init(offsets: [Int], inputs: Int, outputs: Int, rectifies: Bool, numbers: ArraySlice<Float>) {
    (self.offsets, self.inputs, self.outputs, self.rectifies) = (offsets, inputs, outputs, rectifies)
    var lanes: [SIMD8<Float>] = []
    var rest = numbers
    while !rest.isEmpty {
      lanes.append(SIMD8(rest.prefix(8)))
      rest = rest.dropFirst(8)
    }
    weights = Array(lanes.dropLast(outputs / 8))
    biases = Array(lanes.suffix(outputs / 8))
  }

  /// Applies the layer to `count` windows. Beyond the ends the first and the last window continue.
  func apply(to values: [Float], count: Int) -> [Float] {
    guard count > 0 else { return [] }
    let reach = offsets.reduce(0) { max($0, abs($1)) }
    // Four windows share each load of a weight; the surplus at the end is dropped.
    let rounded = (count + 3) / 4 * 4
    let padded = Self.padded(
      values, width: inputs, count: count, before: reach, after: reach + rounded - count)
    let groups = outputs / 8
    var result = [Float](repeating: 0, count: rounded * outputs)
    result.withUnsafeMutableBytes { result in
      padded.withUnsafeBufferPointer { padded in
        for group in 0..<groups {
          for window in stride(from: 0, to: rounded, by: 4) {
            let sums = fourWindows(padded, from: window + reach, group: group)
            let place = (window * outputs + group * 8) * 4
            result.storeBytes(of: sums.0, toByteOffset: place, as: SIMD8<Float>.self)
            result.storeBytes(of: sums.1, toByteOffset: place + 4 * outputs, as: SIMD8<Float>.self)
            result.storeBytes(of: sums.2, toByteOffset: place + 8 * outputs, as: SIMD8<Float>.self)
            result.storeBytes(of: sums.3, toByteOffset: place + 12 * outputs, as: SIMD8<Float>.self)
          }
        }
      }
    }
    result.removeLast((rounded - count) * outputs)
    return result
  }

  /// Eight outputs of four neighbouring windows.
  @inline(__always)
  private func fourWindows(
    _ values: UnsafeBufferPointer<Float>, from window: Int, group: Int
  ) -> (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) {
    let (groups, width) = (outputs / 8, inputs)
    return weights.withUnsafeBufferPointer { weights in
      var a = biases[group]
      var (b, c, d) = (a, a, a)
      var index = group
      for offset in offsets {
        let start = (window + offset) * width
        for place in start..<(start + width) {
          let weight = weights[index]
          a += weight * values[place]
          b += weight * values[place + width]
          c += weight * values[place + 2 * width]
          d += weight * values[place + 3 * width]
          index += groups
        }
      }
      guard rectifies else { return (a, b, c, d) }
      return (
        Decibels.larger(a, .zero), Decibels.larger(b, .zero), Decibels.larger(c, .zero),
        Decibels.larger(d, .zero)
      )
    }
  }

  /// `values` with the first window repeated in front and the last one behind.
  private static func padded(
    _ values: [Float], width: Int, count: Int, before: Int, after: Int
  ) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity((before + count + after) * width)
    for _ in 0..<before { result += values[..<width] }
    result += values[..<(count * width)]
    for _ in 0..<after { result += values[((count - 1) * width)..<(count * width)] }
    return result
  }
}
