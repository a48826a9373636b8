import CSndFile
import Files
import Glibc

/// One part of a sound file, decoded by libsndfile.
final class SoundPartDecoder: SoundDecoder {
  /// Frames per second, as the part says.
  let sampleRate: Int
  let channels: Int
  /// Frames that the part claims, bounded by its size where each frame has a fixed size; 0 if it claims none.
  let frames: Int64
  /// What libsndfile said when it could not go on; `nil` after a read without trouble.
  private(set) var trouble: String?
  var ending: SoundEnding? { nil }

  private let view: SoundView?  // what the handle reads, where that is not the file as it is
  private let handle: OpaquePointer
  private let isOf16Bits: Bool
  private var shorts: [Int16] = []

  /// - Parameter number: a descriptor that stays the caller's.
  /// - Throws: what libsndfile says.
  init(_ part: SoundPart, of number: Int32, fileSize: Int64) throws(CannotOpen) {
    view = part.pieces.map { SoundView($0, of: number) }
    var info = SF_INFO()
    let opened =
      if let view { view.open(&info) } else { Descriptor.openSound(number, Int32(SFM_READ), &info) }
    guard let handle = opened else { throw CannotOpen(detail: String(cString: sf_strerror(nil))) }
    self.handle = handle
    sampleRate = Int(info.samplerate)
    channels = Int(info.channels)
    isOf16Bits = Int(info.format) & Int(SF_FORMAT_SUBMASK) == Int(SF_FORMAT_PCM_16)
    let claimed = Self.bounded(info, fileSize: fileSize)
    if let trim = part.trim, (0..<max(1, trim.blockFrames)).contains(claimed - trim.frames) {
      frames = trim.frames
    } else {
      frames = claimed
    }
  }

  struct CannotOpen: Error {
    let detail: String
  }

  deinit { sf_close(handle) }

  /// Reads up to `wanted` frames, interleaved. Samples that are not finite are read as 0.
  /// - Returns: frames read; 0 at the end, and where libsndfile cannot go on.
  func read(_ wanted: Int, into base: UnsafeMutablePointer<Float>) -> Int {
    let count = max(
      0, isOf16Bits ? readShorts(wanted, into: base) : Int(sf_readf_float(handle, base, Int64(wanted))))
    trouble = sf_error(handle) == SF_ERR_NO_ERROR ? nil : String(cString: sf_strerror(handle))
    if !isOf16Bits { silenceNonFinite(UnsafeMutableBufferPointer(start: base, count: count * channels)) }
    return count
  }

  /// Goes to `frame`.
  /// - Returns: what libsndfile said if it could not.
  func seek(to frame: Int64) -> String? {
    sf_seek(handle, frame, SEEK_SET) >= 0 ? nil : String(cString: sf_strerror(handle))
  }

  /// Reads 16-bit audio unconverted and converts it here: the same numbers in half the time of libsndfile's
  /// own conversion.
  private func readShorts(_ frames: Int, into floats: UnsafeMutablePointer<Float>) -> Int {
    if shorts.count < frames * channels { shorts = [Int16](repeating: 0, count: frames * channels) }
    let (handle, channels) = (handle, channels)
    return shorts.withUnsafeMutableBufferPointer { shorts in
      guard let base = shorts.baseAddress else { return 0 }
      let count = Int(sf_readf_short(handle, base, Int64(frames)))
      for index in 0..<(max(0, count) * channels) { floats[index] = Float(base[index]) * (1 / 32_768) }
      return count
    }
  }

  private func silenceNonFinite(_ samples: UnsafeMutableBufferPointer<Float>) {
    // A sample that is not finite has all exponent bits set, so its difference is negative. The signs are
    // combined, because that is computed eight at a time.
    let excess = samples.reduce(Int32(0)) {
      $0 | (0x7F7F_FFFF &- Int32(bitPattern: $1.bitPattern & 0x7FFF_FFFF))
    }
    if excess < 0 {
      for index in samples.indices where !samples[index].isFinite {
        samples[index] = 0
      }
    }
  }

  /// The claimed frames; where frames have a fixed size, no more than the file has room for. A header may
  /// claim anything.
  private static func bounded(_ info: SF_INFO, fileSize: Int64) -> Int64 {
    // What libsndfile says of a stream that claims nothing.
    guard info.frames < Int64.max else { return 0 }
    let claimed = max(0, Int64(info.frames))
    let width: Int64? =
      switch Int(info.format) & Int(SF_FORMAT_SUBMASK) {
      case Int(SF_FORMAT_PCM_S8), Int(SF_FORMAT_PCM_U8): 1
      case Int(SF_FORMAT_PCM_16): 2
      case Int(SF_FORMAT_PCM_24): 3
      case Int(SF_FORMAT_PCM_32), Int(SF_FORMAT_FLOAT): 4
      case Int(SF_FORMAT_DOUBLE): 8
      default: nil
      }
    let isCompressed = Int(info.format) & Int(SF_FORMAT_TYPEMASK) == Int(SF_FORMAT_FLAC)
    guard let width, !isCompressed else { return claimed }
    return min(claimed, fileSize / (width * Int64(max(1, info.channels))))
  }
}
