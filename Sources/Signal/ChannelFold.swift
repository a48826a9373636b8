/// Makes one channel of several. Frames are collected to a slice of 20 ms; `ChannelJudge` looks at the slice, and only
/// then is it folded, so that no word is lost to a decision that came late. A change is faded in over 5 ms.
///
/// Once made it neither allocates nor locks, so the capture thread can use it.
package struct ChannelFold: ~Copyable {
  /// Number of channels, 1 to 32.
  package let channels: Int
  /// Frames of a whole slice.
  package let sliceLength: Int
  /// Frames of the present slice so far.
  package private(set) var fill = 0

  /// Frames so far, up to a slice: before that there is too little to judge.
  private var heard = 0
  private let rate: Float
  private let fadeLength: Int
  /// Two slices, the present one and the one before, by turns; each channel after channel, `sliceLength` each.
  private let slices: UnsafeMutablePointer<Float>
  /// The present slice is the second of the two.
  private var isSecond = false
  /// A whole slice that ends with the present, short one.
  private let window: UnsafeMutablePointer<Float>
  private var meter: SliceMeter
  private var judge: ChannelJudge

  /// A fold of this many interleaved channels.
  package init(channels: Int, sampleRate: SampleRate, selection: ChannelSelection) {
    self.channels = min(max(1, channels), ChannelSelection.mostChannels)
    sliceLength = sampleRate.hertz / 50
    rate = Float(sampleRate.hertz)
    fadeLength = sampleRate.hertz / 200
    let size = self.channels * sliceLength
    slices = .allocate(capacity: 2 * size)
    slices.initialize(repeating: 0, count: 2 * size)
    window = .allocate(capacity: size)
    window.initialize(repeating: 0, count: size)
    meter = SliceMeter(channels: self.channels, sampleRate: sampleRate, length: sliceLength)
    judge = ChannelJudge(channels: self.channels, selection: selection)
  }

  deinit {
    slices.deallocate()
    window.deallocate()
  }

  private var planes: UnsafeMutablePointer<Float> { slices + (isSecond ? channels * sliceLength : 0) }
  private var planesBefore: UnsafeMutablePointer<Float> { slices + (isSecond ? 0 : channels * sliceLength) }

  /// Frames that the present slice still takes.
  package var room: Int { sliceLength - fill }

  /// The channels of the last slice, and how often that has changed.
  package var used: ChannelSet { judge.used }
  package var changes: Int { judge.changes }
  /// True if there was speech in what is used.
  package var hasVoice: Bool { judge.hasVoice }

  /// Mean square of the last slice of a channel, its peak there, and its clippings since the beginning.
  package func power(of channel: Int) -> Float { meter.powers[channel] }
  package func peak(of channel: Int) -> Float { meter.peaks[channel] }
  package func clippings(of channel: Int) -> Int { meter.clippings[channel] }

  /// Why a channel is used or left out, if its largest sample so far was `peak`.
  package func verdict(on channel: Int, peak: Float) -> ChannelVerdict {
    judge.verdict(on: channel, peak: peak)
  }

  /// True if the channel has the sound that is used, whether it is used itself or not.
  package func hasUsedSound(_ channel: Int) -> Bool {
    used.contains(channel) || judge.history.haveSameSound(channel, judge.lead)
  }

  /// Takes `count` interleaved frames, at most `room`. Samples that are not finite count as 0; those beyond ±1024 are
  /// clamped.
  package mutating func take(_ frames: UnsafePointer<Float>, count: Int) {
    for channel in 0..<channels {
      let plane = planes + (channel * sliceLength + fill)
      // Without their signs, floats have the same order as their bits; infinity and NaN come last.
      var beyond: UInt32 = 0
      for frame in 0..<count {
        let value = frames[frame &* channels &+ channel]
        plane[frame] = value
        beyond |= 0x4480_0000 &- (value.bitPattern & 0x7FFF_FFFF)
      }
      guard beyond >> 31 == 1 else { continue }
      for frame in 0..<count {
        plane[frame] = plane[frame].isFinite ? min(1024, max(-1024, plane[frame])) : 0
      }
    }
    fill += count
  }

  /// Takes `count` interleaved frames of whole numbers, at most `room`.
  /// - Parameters:
  ///   - sampleBytes: bytes from one sample to the next.
  ///   - offset: where in a sample the 16 bits begin that count.
  package mutating func take(_ frames: UnsafeRawPointer, count: Int, sampleBytes: Int, offset: Int) {
    let stride = channels * sampleBytes
    for channel in 0..<channels {
      let plane = planes + (channel * sliceLength + fill)
      let first = channel * sampleBytes + offset
      for frame in 0..<count {
        let value = frames.loadUnaligned(fromByteOffset: frame &* stride &+ first, as: Int16.self)
        plane[frame] = Float(value) / 32_768
      }
    }
    fill += count
  }

  /// Decides on the present slice and writes it to `mono`, which has room for `fill` samples. The next slice begins.
  package mutating func fold(into mono: UnsafeMutablePointer<Float>) {
    let (before, isFirst) = (judge.used, judge.isFresh)
    let isWhole = fill == sliceLength
    if !isWhole { completeWindow() }
    heard = min(heard + fill, sliceLength)
    if heard == sliceLength,
      meter.measure(isWhole ? planes : window, stride: sliceLength, count: sliceLength, new: fill)
    {
      judge.judge(meter, seconds: Float(fill) / rate)
    }
    mix(judge.used, into: mono)
    if before != judge.used, !isFirst { fade(from: before, into: mono) }
    if isWhole {
      isSecond.toggle()
    } else {
      planesBefore.update(from: window, count: channels * sliceLength)
    }
    fill = 0
  }

  /// Puts the end of the slice before and the present one together: a device on a busy machine may give a few frames
  /// at a time, too few to tell speech from a tone.
  private func completeWindow() {
    let old = sliceLength - fill
    for channel in 0..<channels {
      let start = channel * sliceLength
      (window + start).update(from: planesBefore + start + fill, count: old)
      (window + start + old).update(from: planes + start, count: fill)
    }
  }

  /// Writes the mean of the channels of `set`; one channel alone is copied.
  private func mix(_ set: ChannelSet, into mono: UnsafeMutablePointer<Float>) {
    let first = planes + set.lowest * sliceLength
    for frame in 0..<fill { mono[frame] = first[frame] }
    guard set.count > 1 else { return }
    for channel in (set.lowest + 1)..<channels where set.contains(channel) {
      let plane = planes + channel * sliceLength
      for frame in 0..<fill { mono[frame] += plane[frame] }
    }
    let count = Float(set.count)
    for frame in 0..<fill { mono[frame] /= count }
  }

  private func fade(from set: ChannelSet, into mono: UnsafeMutablePointer<Float>) {
    let length = min(fadeLength, fill)
    for frame in 0..<length {
      var old: Float = 0
      for channel in 0..<channels where set.contains(channel) { old += planes[channel * sliceLength + frame] }
      let share = Float(frame) / Float(length)
      // In this form channels that are equal stay as they are, bit by bit.
      old /= Float(set.count)
      mono[frame] = old + (mono[frame] - old) * share
    }
  }
}
