import CALSA

/// Turns the frames of a device into mono 16-bit samples: the top 16 bits of each sample, of one channel or
/// of the mean of all. Without dither: the step of 16 bits is far below the noise of any room.
struct SampleFold: Sendable {
  /// Sample formats that Aloud can take, best first.
  enum Format: CaseIterable {
    case s16, s32, s24packed

    var alsa: snd_pcm_format_t {
      switch self {
      case .s16: SND_PCM_FORMAT_S16_LE
      case .s32: SND_PCM_FORMAT_S32_LE
      case .s24packed: SND_PCM_FORMAT_S24_3LE
      }
    }

    var bytes: Int {
      switch self {
      case .s16: 2
      case .s32: 4
      case .s24packed: 3
      }
    }
  }

  let format: Format
  let channels: Int
  /// Channel to take; `nil` for the mean.
  let channel: Int?

  /// Bytes of one frame.
  var frameBytes: Int { format.bytes * channels }

  /// Folds `count` frames at `source` into `target`, which has room for them.
  @_noLocks
  func fold(_ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Int16>) {
    // The top 16 bits are the last two bytes of a little-endian sample.
    let top = format.bytes - 2
    let stride = frameBytes
    if channels == 1 || channel != nil {
      let first = (channel ?? 0) * format.bytes + top
      for frame in 0..<count {
        target[frame] = source.loadUnaligned(fromByteOffset: frame &* stride &+ first, as: Int16.self)
      }
      return
    }
    for frame in 0..<count {
      var sum: Int32 = 0
      for channel in 0..<channels {
        let offset = frame &* stride &+ channel &* format.bytes &+ top
        sum &+= Int32(source.loadUnaligned(fromByteOffset: offset, as: Int16.self))
      }
      target[frame] = Int16(truncatingIfNeeded: sum / Int32(channels))
    }
  }
}
