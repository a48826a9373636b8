/// Makes one channel of interleaved frames: those that agree in phase are averaged, else the one with the speech is
/// taken (`ChannelJudge` has the rules). Nothing later than a slice of 20 ms is looked at, and the result does not
/// depend on the size of the blocks.
public struct Downmix: ~Copyable {
  /// Number of channels, ≥ 1.
  public let channels: Int
  private var fold: ChannelFold
  private let slice: UnsafeMutablePointer<Float>

  /// A downmix of this many interleaved channels; fewer than 1 counts as 1. No more than `ChannelSelection.mostChannels`.
  public init(channels: Int, sampleRate: SampleRate, selection: ChannelSelection = .automatic) {
    self.channels = max(1, channels)
    fold = ChannelFold(channels: self.channels, sampleRate: sampleRate, selection: selection)
    slice = .allocate(capacity: fold.sliceLength)
  }

  deinit { slice.deallocate() }

  /// Appends one sample per frame of `frames` to `mono`, but for those of a slice that is not whole yet. An incomplete
  /// frame at the end is ignored. Samples that are not finite count as 0.
  public mutating func append(_ frames: UnsafeBufferPointer<Float>, to mono: inout [Float]) {
    guard channels > 1 else { return mono.append(contentsOf: frames) }
    guard var next = frames.baseAddress else { return }
    var left = frames.count / channels
    while left > 0 {
      let count = min(left, fold.room)
      fold.take(next, count: count)
      next += count * channels
      left -= count
      if fold.room == 0 { finish(into: &mono) }
    }
  }

  /// Appends the samples of the last slice, which is not whole.
  public mutating func finish(into mono: inout [Float]) {
    let count = fold.fill
    guard count > 0 else { return }
    fold.fold(into: slice)
    mono.append(contentsOf: UnsafeBufferPointer(start: slice, count: count))
  }

  /// How often a channel with the sound that is used ran into full scale: at least three equal samples there. The
  /// largest number of any such channel; 0 for one channel, where the samples themselves tell.
  public var clippings: Int {
    guard channels > 1 else { return 0 }
    var most = 0
    for channel in 0..<channels where fold.hasUsedSound(channel) {
      most = max(most, fold.clippings(of: channel))
    }
    return most
  }
}
