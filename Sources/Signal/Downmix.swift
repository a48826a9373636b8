/// Makes one channel of interleaved frames: the mean of all channels. If another channel is more than 10 dB
/// quieter than the loudest, because it is dead or its plug is only half in, the loudest is taken alone.
///
/// It is causal: every 100 ms it decides from the energy so far, half of which is forgotten every 2 s. The
/// result does not depend on the size of the blocks.
public struct Downmix {
  /// Number of channels, ≥ 1.
  public let channels: Int
  private let sliceLength: Int
  private var energies: [Double]
  private var slice: [Double]
  private var previous: [Float]
  private var position = 0
  /// The channel that is taken alone; `nil` if the mean of all is taken.
  private var chosen: Int?

  /// Share of the energy that is kept from one slice of 100 ms to the next: 2^(−1∕20), which halves it in 2
  /// s. That is long enough to outlast a pause and short enough to notice a plug.
  private static let kept = 0.965_936
  /// A ratio of energies: 10 dB. The channels of one microphone differ by at most 3 dB, those of a stereo
  /// pair in front of a speaker by a few.
  private static let apart = 10.0
  /// 8 dB: a chosen channel stays alone until the others come this near, so that the choice does not flutter.
  private static let near = 6.3

  /// A downmix of this many interleaved channels; fewer than 1 counts as 1.
  public init(channels: Int, sampleRate: SampleRate) {
    self.channels = max(1, channels)
    sliceLength = sampleRate.hertz / 10
    energies = [Double](repeating: 0, count: self.channels)
    slice = energies
    previous = [Float](repeating: 0, count: self.channels)
  }

  /// Appends one sample per frame of `frames` to `mono`. An incomplete frame at the end is ignored. Samples
  /// that are not finite count as 0.
  public mutating func append(_ frames: UnsafeBufferPointer<Float>, to mono: inout [Float]) {
    if channels == 1 {
      mono.append(contentsOf: frames)
      return
    }
    for frame in 0..<(frames.count / channels) {
      var sum: Float = 0
      var alone: Float = 0
      for channel in 0..<channels {
        let raw = frames[frame * channels + channel]
        let value = raw.isFinite ? min(1024, max(-1024, raw)) : 0
        sum += value
        if channel == chosen { alone = value }
        // The energy of the difference of neighbours, because a DC offset is not loudness.
        let change = Double(value - previous[channel])
        previous[channel] = value
        slice[channel] += change * change
      }
      mono.append(chosen == nil ? sum / Float(channels) : alone)
      position += 1
      if position == sliceLength { decide() }
    }
  }

  private mutating func decide() {
    position = 0
    for channel in 0..<channels {
      energies[channel] = energies[channel] * Self.kept + slice[channel]
      slice[channel] = 0
    }
    guard let loudest = energies.indices.max(by: { energies[$0] < energies[$1] }), energies[loudest] > 0
    else { return }
    let quietest = energies.min() ?? 0
    let ratio = chosen == nil ? Self.apart : Self.near
    chosen = energies[loudest] > quietest * ratio ? loudest : nil
  }
}
