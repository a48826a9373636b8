/// Lowers the sample rate by a whole factor as the audio comes in, in constant memory: the polyphase form
/// (Crochiere & Rabiner 1983, ch. 3.3). Each of `factor` rows holds every `factor`-th sample. So neighbouring
/// outputs need neighbouring samples, and eight of them are computed in the lanes of a vector.
struct Decimator {
  private typealias Lanes = SIMD8<Float>

  let factor: Int
  /// Coefficients per row.
  private let perRow: Int
  /// Row after row.
  private let coefficients: [Float]
  /// Row after row, `capacity` each.
  private var rows: [Float]
  /// Samples in all rows together.
  private var filled: Int
  /// Outputs made from the samples in the rows.
  private var made = 0

  /// Samples that a row holds: many, so that the rest rarely has to be moved to the front.
  private static let capacity = 4096

  /// - Parameters:
  ///   - taps: the low-pass; its middle is at `middle`.
  init(factor: Int, taps: [Float], middle: Int) {
    self.factor = factor
    let perRow = (taps.count + factor - 1) / factor
    self.perRow = perRow
    let padded = taps + [Float](repeating: 0, count: perRow * factor - taps.count)
    coefficients = (0..<factor).flatMap { row in (0..<perRow).map { padded[$0 * factor + row] } }
    rows = [Float](repeating: 0, count: factor * Self.capacity)
    // The time before the recording counts as silence.
    filled = middle
  }

  /// Takes the next samples minus `origin`, and appends every output that they complete.
  mutating func append(_ samples: UnsafeBufferPointer<Float>, minus origin: Float, to result: inout [Float]) {
    var next = 0
    while next < samples.count {
      let taken = min(samples.count - next, Self.capacity * factor - filled)
      distribute(UnsafeBufferPointer(rebasing: samples[next..<(next + taken)]), minus: origin)
      next += taken
      drain(into: &result)
      if filled > Self.capacity * factor / 2 { compact() }
    }
  }

  /// Distributes the samples over the rows.
  private mutating func distribute(_ samples: UnsafeBufferPointer<Float>, minus origin: Float) {
    let (factor, filled) = (factor, filled)
    rows.withUnsafeMutableBufferPointer { rows in
      guard let rows = rows.baseAddress, let first = samples.baseAddress else { return }
      let head = min((factor - filled % factor) % factor, samples.count)
      let columns = (samples.count - head) / factor
      func deal(_ range: Range<Int>) {
        for index in range {
          let place = filled + index
          rows[place % factor * Self.capacity + place / factor] = samples[index] - origin
        }
      }
      deal(0..<head)
      let column = rows + (filled + head) / factor
      // If the compiler knows the factor, it can load neighbours and shuffle.
      switch factor {
      case 2: Self.deal(first + head, columns, 2, to: column, minus: origin)
      case 3: Self.deal(first + head, columns, 3, to: column, minus: origin)
      case 4: Self.deal(first + head, columns, 4, to: column, minus: origin)
      case 6: Self.deal(first + head, columns, 6, to: column, minus: origin)
      default: Self.deal(first + head, columns, factor, to: column, minus: origin)
      }
      deal((head + columns * factor)..<samples.count)
    }
    self.filled += samples.count
  }

  @inline(__always)
  private static func deal(
    _ samples: UnsafePointer<Float>, _ columns: Int, _ factor: Int, to rows: UnsafeMutablePointer<Float>,
    minus origin: Float
  ) {
    for row in 0..<factor {
      let target = rows + row * Self.capacity
      for column in 0..<columns { target[column] = samples[column &* factor &+ row] - origin }
    }
  }

  private mutating func drain(into result: inout [Float]) {
    // The last row is the shortest.
    let ready = filled / factor - perRow + 1 - made
    guard ready > 0 else { return }
    let (factor, perRow, made) = (factor, perRow, made)
    let before = result.count
    result.append(contentsOf: repeatElement(0, count: ready))
    rows.withUnsafeBufferPointer { rows in
      coefficients.withUnsafeBufferPointer { coefficients in
        result.withUnsafeMutableBufferPointer { result in
          guard let rows = rows.baseAddress, let weights = coefficients.baseAddress,
            let result = result.baseAddress
          else { return }
          let filter = Rows(samples: rows + made, weights: weights, factor: factor, perRow: perRow)
          filter.apply(to: result + before, count: ready)
        }
      }
    }
    self.made += ready
  }

  /// Drops the columns that no output needs any more.
  private mutating func compact() {
    let kept = (filled + factor - 1) / factor - made
    rows.withUnsafeMutableBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      for row in 0..<factor {
        (rows + row * Self.capacity).update(from: rows + row * Self.capacity + made, count: kept)
      }
    }
    filled -= made * factor
    made = 0
  }

  /// The sum of products, for as many outputs at a time as the registers hold.
  private struct Rows {
    let samples, weights: UnsafePointer<Float>
    let factor, perRow: Int

    func apply(to result: UnsafeMutablePointer<Float>, count: Int) {
      var next = 0
      while next + 32 <= count {
        four(at: next, to: result + next)
        next += 32
      }
      while next + 8 <= count {
        UnsafeMutableRawPointer(result + next).storeBytes(of: one(at: next), as: Lanes.self)
        next += 8
      }
      // In the same order as in the lanes, so that the result is the same bit for bit, however many outputs
      // come at a time.
      while next < count {
        var sum: Float = 0
        for row in 0..<factor {
          let values = samples + row * Decimator.capacity + next
          for tap in 0..<perRow { sum += weights[row * perRow + tap] * values[tap] }
        }
        result[next] = sum
        next += 1
      }
    }

    /// 32 outputs: four sums side by side, because each addition waits for the one before it in its own sum.
    @inline(__always)
    private func four(at start: Int, to result: UnsafeMutablePointer<Float>) {
      var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      for row in 0..<factor {
        var place = UnsafeRawPointer(samples + (row &* Decimator.capacity &+ start))
        var weight = weights + (row &* perRow)
        let end = weight + perRow
        while weight < end {
          let factor = Lanes(repeating: weight[0])
          a += factor * place.loadUnaligned(as: Lanes.self)
          b += factor * place.loadUnaligned(fromByteOffset: 32, as: Lanes.self)
          c += factor * place.loadUnaligned(fromByteOffset: 64, as: Lanes.self)
          d += factor * place.loadUnaligned(fromByteOffset: 96, as: Lanes.self)
          place += 4
          weight += 1
        }
      }
      let target = UnsafeMutableRawPointer(result)
      for (index, sum) in [a, b, c, d].enumerated() {
        target.storeBytes(of: sum, toByteOffset: 32 * index, as: Lanes.self)
      }
    }

    /// 8 outputs.
    @inline(__always)
    private func one(at start: Int) -> Lanes {
      var sum = Lanes.zero
      for row in 0..<factor {
        let values = UnsafeRawPointer(samples + (row &* Decimator.capacity &+ start))
        for tap in 0..<perRow {
          sum +=
            SIMD8(repeating: weights[row &* perRow &+ tap])
            * values.loadUnaligned(fromByteOffset: tap &* 4, as: Lanes.self)
        }
      }
      return sum
    }
  }
}
