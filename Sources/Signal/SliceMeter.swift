/// What a slice of some 20 ms has in each of several channels: levels, clipping, and how alike the channels are.
///
/// Likeness is judged at about 8 kHz, on the change from sample to sample: neither a DC offset, nor rumble, nor
/// what is above the voice counts. Once made it does not allocate.
struct SliceMeter: ~Copyable {
  private typealias Lanes = SIMD8<Float>

  let channels: Int
  /// Mean squared distance of the samples of each channel from their mean: an offset is no sound.
  private(set) var powers: [Float]
  /// Largest absolute sample of each channel in this slice.
  private(set) var peaks: [Float]
  /// Times that each channel ran into full scale, since the beginning: at least three equal samples there.
  private(set) var clippings: [Int]
  /// The channels that did so in this slice.
  private(set) var clipped: ChannelSet = []
  /// Mean product of the changes of each two channels, row after row; the diagonal has the energies.
  private(set) var products: [Float]

  private let factor: Int
  private let capacity: Int
  /// Channel after channel, `capacity` each.
  private let changes: UnsafeMutablePointer<Float>
  private var last: [Float]
  private var equal: [Int]
  private var equalValues: [Float]
  private var isFirst = true

  /// The largest sample of 16-bit audio as a float, minus a little for rounding.
  private static let fullScale: Float = 32_767 / 32_768 - 1e-6

  /// A meter for slices of at most `length` frames.
  init(channels: Int, sampleRate: SampleRate, length: Int) {
    self.channels = channels
    factor = max(1, sampleRate.hertz / 8000)
    capacity = (length / factor + 8) & ~7
    // Each an array of its own, as in `ChannelHistory`.
    func zeros() -> [Float] { [Float](repeating: 0, count: channels) }
    (powers, peaks, last, equalValues) = (zeros(), zeros(), zeros(), zeros())
    (clippings, equal) = ([Int](repeating: 0, count: channels), [Int](repeating: 0, count: channels))
    products = [Float](repeating: 0, count: channels * channels)
    changes = .allocate(capacity: channels * capacity)
    changes.initialize(repeating: 0, count: channels * capacity)
  }

  deinit { changes.deallocate() }

  /// Measures `count` frames; channel c begins at `planes + c × stride`. False if there are too few to tell.
  /// - Parameter new: how many of them, at the end, were not measured before; the rest are looked at again, because
  ///   few frames tell nothing.
  mutating func measure(_ planes: UnsafePointer<Float>, stride: Int, count: Int, new: Int) -> Bool {
    clipped = []
    for channel in 0..<channels { level(planes + channel * stride, count, new, channel) }
    let reduced = min(count / factor, capacity)
    guard reduced > 0 else { return false }
    let goesOn = new == count && !isFirst
    for channel in 0..<channels { reduce(planes + channel * stride, reduced, channel, goesOn: goesOn) }
    isFirst = false
    multiply(reduced)
    return true
  }

  private mutating func level(_ samples: UnsafePointer<Float>, _ count: Int, _ new: Int, _ channel: Int) {
    var (sums, squares, largest) = (Lanes.zero, Lanes.zero, Lanes.zero)
    let raw = UnsafeRawPointer(samples)
    let whole = count / 8
    for block in 0..<whole {
      let value = raw.loadUnaligned(fromByteOffset: block * 32, as: Lanes.self)
      sums += value
      squares += value * value
      largest = Decibels.larger(largest, Decibels.magnitude(value))
    }
    var (sum, square, most) = (sums.sum(), squares.sum(), largest.max())
    for index in (whole * 8)..<count {
      sum += samples[index]
      square += samples[index] * samples[index]
      most = max(most, abs(samples[index]))
    }
    let mean = count > 0 ? sum / Float(count) : 0
    // Smaller than rounding leaves of a constant is nothing.
    let power = count > 0 ? square / Float(count) - mean * mean : 0
    powers[channel] = power > 1e-6 * mean * mean ? power : 0
    peaks[channel] = most
    if most >= Self.fullScale {
      countClipping(samples + (count - new), new, channel)
    } else {
      equal[channel] = 0
    }
  }

  private mutating func countClipping(_ samples: UnsafePointer<Float>, _ count: Int, _ channel: Int) {
    for index in 0..<count {
      let value = samples[index]
      if abs(value) >= Self.fullScale && value == equalValues[channel] {
        equal[channel] += 1
        if equal[channel] == 3 {
          clippings[channel] += 1
          clipped.insert(ChannelSet(channel))
        }
      } else {
        equal[channel] = abs(value) >= Self.fullScale ? 1 : 0
        equalValues[channel] = value
      }
    }
  }

  /// Means of `factor` samples, then the change from one to the next. What is left over is left out.
  private mutating func reduce(_ samples: UnsafePointer<Float>, _ reduced: Int, _ channel: Int, goesOn: Bool)
  {
    let target = changes + channel * capacity
    let scale = 1 / Float(factor)
    var before = last[channel]
    var next = samples
    for index in 0..<reduced {
      var sum: Float = 0
      for offset in 0..<factor { sum += next[offset] }
      let mean = sum * scale
      target[index] = index == 0 && !goesOn ? 0 : mean - before
      before = mean
      next += factor
    }
    for index in reduced..<((reduced + 7) & ~7) { target[index] = 0 }
    last[channel] = before
  }

  private mutating func multiply(_ reduced: Int) {
    let blocks = (reduced + 7) / 8
    let scale = 1 / Float(reduced)
    for row in 0..<channels {
      let one = UnsafeRawPointer(changes + row * capacity)
      for column in row..<channels {
        let other = UnsafeRawPointer(changes + column * capacity)
        var sum = Lanes.zero
        for block in 0..<blocks {
          sum +=
            one.loadUnaligned(fromByteOffset: block * 32, as: Lanes.self)
            * other.loadUnaligned(fromByteOffset: block * 32, as: Lanes.self)
        }
        let product = sum.sum() * scale
        products[row * channels + column] = product
        products[column * channels + row] = product
      }
    }
  }
}
