import CALSA
import Signal

/// Turns the frames of a device into mono 16-bit samples: the top 16 bits of each sample, of the channels that
/// `ChannelFold` chooses. Without dither: the step of 16 bits is far below the noise of any room.
///
/// Used by the capture thread alone. Once made it neither allocates nor locks.
final class SampleFold {
  /// Sample formats that Aloud can take, best first.
  enum Format: CaseIterable {
    case s16, s32, s24packed, s24

    var alsa: snd_pcm_format_t {
      switch self {
      case .s16: SND_PCM_FORMAT_S16_LE
      case .s32: SND_PCM_FORMAT_S32_LE
      case .s24packed: SND_PCM_FORMAT_S24_3LE
      case .s24: SND_PCM_FORMAT_S24_LE
      }
    }

    var bytes: Int {
      switch self {
      case .s16: 2
      case .s32, .s24: 4
      case .s24packed: 3
      }
    }

    /// Where the top 16 bits of a sample begin. `S24_LE` has its 24 bits in the lower three of four bytes.
    var top: Int { self == .s24 ? 1 : bytes - 2 }
  }

  let format: Format
  let channels: Int
  /// What other threads may know about the channels.
  let monitor: ChannelMonitor
  private var fold: ChannelFold
  private let mono: UnsafeMutablePointer<Float>

  init(format: Format, channels: Int, sampleRate: SampleRate, selection: ChannelSelection) {
    self.format = format
    self.channels = channels
    monitor = ChannelMonitor(channels: channels, selection: selection)
    let fold = ChannelFold(channels: channels, sampleRate: sampleRate, selection: selection)
    mono = .allocate(capacity: fold.sliceLength)
    self.fold = fold
  }

  deinit { mono.deallocate() }

  /// Bytes of one frame.
  var frameBytes: Int { format.bytes * channels }

  /// Folds `count` frames at `source` into `target`, which has room for them. What was read is decided on before it
  /// is folded, in slices of at most 20 ms.
  func fold(_ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Int16>) {
    if channels == 1 {
      return Self.copy(source + format.top, count: count, stride: format.bytes, into: target)
    }
    var done = 0
    while done < count {
      let length = min(count - done, fold.sliceLength)
      fold.take(
        source + done * frameBytes, count: length, sampleBytes: format.bytes, offset: format.top)
      fold.fold(into: mono)
      monitor.note(fold)
      for index in 0..<length {
        let scaled = max(-32_768, min(32_767, mono[index] * 32_768))
        target[done &+ index] = Int16(scaled + (scaled < 0 ? -0.5 : 0.5))
      }
      done += length
    }
  }

  @_noLocks
  private static func copy(
    _ source: UnsafeRawPointer, count: Int, stride: Int, into target: UnsafeMutablePointer<Int16>
  ) {
    for frame in 0..<count {
      target[frame] = source.loadUnaligned(fromByteOffset: frame &* stride, as: Int16.self)
    }
  }
}
