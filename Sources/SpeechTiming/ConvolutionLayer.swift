import Signal

/// One layer of a network: a weighted sum over a few windows around each window. All layers but the last then
/// replace negative results by 0 (a rectifier).
struct ConvolutionLayer: Sendable {
  /// The windows that the layer sees, relative to the window itself.
  let offsets: [Int]
  /// Numbers per window in the input.
  let inputs: Int
  /// Numbers per window in the output; a multiple of 8.
  let outputs: Int
  /// True if negative results become 0.
  let rectifies: Bool
  /// For each offset, for each input, one weight per output.
  let weights: [SIMD8<Float>]
  /// One per output.
  let biases: [SIMD8<Float>]

  /// How many numbers a layer of this shape has.
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

  /// The layers of a network from its numbers, layer after layer; all but the last rectify. `nil` if there
  /// are too many or too few numbers.
  ///
  /// - Parameters:
  ///   - offsets: those of each layer.
  ///   - inputs: numbers per window that the first layer takes.
  ///   - widths: numbers per window in the output of each layer.
  static func stack(
    offsets: [[Int]], inputs: Int, widths: [Int], numbers: [Float]
  ) -> [ConvolutionLayer]? {
    var layers: [ConvolutionLayer] = []
    var (rest, inputs) = (numbers[...], inputs)
    for (index, (offsets, outputs)) in zip(offsets, widths).enumerated() {
      let count = parameters(offsets: offsets.count, inputs: inputs, outputs: outputs)
      guard rest.count >= count else { return nil }
      layers.append(
        ConvolutionLayer(
          offsets: offsets, inputs: inputs, outputs: outputs, rectifies: index < widths.count - 1,
          numbers: rest.prefix(count)))
      rest = rest.dropFirst(count)
      inputs = outputs
    }
    return rest.isEmpty ? layers : nil
  }

  /// Applies the layer to `count` windows. Beyond the ends, the first and the last window are repeated.
  func apply(to values: [Float], count: Int) -> [Float] {
    guard count > 0 else { return [] }
    let reach = offsets.reduce(0) { max($0, abs($1)) }
    // Four windows share each load of a weight; the surplus windows at the end are dropped.
    let rounded = (count + 3) / 4 * 4
    let padded = Self.padded(
      values, width: inputs, count: count, before: reach, after: reach + rounded - count)
    var result = [Float](repeating: 0, count: rounded * outputs)
    result.withUnsafeMutableBytes { result in
      padded.withUnsafeBufferPointer { padded in
        for pair in 0..<(outputs / 16) {
          for window in stride(from: 0, to: rounded, by: 4) {
            sixteenOutputs(padded, from: window + reach, pair: pair) { lane, low, high in
              let place = ((window + lane) * outputs + pair * 16) * 4
              result.storeBytes(of: low, toByteOffset: place, as: SIMD8<Float>.self)
              result.storeBytes(of: high, toByteOffset: place + 32, as: SIMD8<Float>.self)
            }
          }
        }
        guard outputs % 16 > 0 else { return }
        for window in 0..<rounded {
          let sums = lastOutputs(padded, from: window + reach)
          result.storeBytes(
            of: sums, toByteOffset: (window * outputs + outputs - 8) * 4, as: SIMD8<Float>.self)
        }
      }
    }
    result.removeLast((rounded - count) * outputs)
    return result
  }

  /// Sixteen outputs of four neighbouring windows.
  @inline(__always)
  private func sixteenOutputs(
    _ values: UnsafeBufferPointer<Float>, from window: Int, pair: Int,
    store: (_ window: Int, SIMD8<Float>, SIMD8<Float>) -> Void
  ) {
    let (groups, width) = (outputs / 8, inputs)
    weights.withUnsafeBufferPointer { weights in
      guard let values = values.baseAddress, var weight = weights.baseAddress else { return }
      weight += 2 * pair
      var (a, a2) = (biases[2 * pair], biases[2 * pair + 1])
      var (b, b2, c, c2, d, d2) = (a, a2, a, a2, a, a2)
      for offset in offsets {
        var value = values + (window + offset) * width
        let end = value + width
        while value < end {
          let (low, high) = (weight[0], weight[1])
          a += low * value[0]
          a2 += high * value[0]
          b += low * value[width]
          b2 += high * value[width]
          c += low * value[2 &* width]
          c2 += high * value[2 &* width]
          d += low * value[3 &* width]
          d2 += high * value[3 &* width]
          value += 1
          weight += groups
        }
      }
      store(0, rectified(a), rectified(a2))
      store(1, rectified(b), rectified(b2))
      store(2, rectified(c), rectified(c2))
      store(3, rectified(d), rectified(d2))
    }
  }

  /// The last eight outputs of one window, if their number is not a multiple of sixteen.
  @inline(__always)
  private func lastOutputs(_ values: UnsafeBufferPointer<Float>, from window: Int) -> SIMD8<Float> {
    let groups = outputs / 8
    return weights.withUnsafeBufferPointer { weights in
      var sum = biases[groups - 1]
      var index = groups - 1
      for offset in offsets {
        let start = (window + offset) * inputs
        for place in start..<(start + inputs) {
          sum += weights[index] * values[place]
          index += groups
        }
      }
      return rectified(sum)
    }
  }

  @inline(__always)
  private func rectified(_ sum: SIMD8<Float>) -> SIMD8<Float> {
    rectifies ? Decibels.larger(sum, .zero) : sum
  }

  /// `values` with the first window repeated in front and the last one repeated at the end.
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
