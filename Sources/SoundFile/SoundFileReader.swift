import CSndFile
public import Files
import Glibc
public import Signal

/// Reads a sound file of any common format as a stream of blocks. Memory does not grow with the length of the
/// file. WAV, RF64, W64, AIFF, FLAC, Ogg (Vorbis, Opus), MP3, CAF and AU are opened.
///
/// Not for use from two threads at once: an `SNDFILE` handle has a position and buffers of its own.
public final class SoundFileReader {
  /// The file as named by the caller, as text.
  public let path: String
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Channels, within `allowedChannels`.
  public let channels: Int
  /// Frames that the file claims, bounded by its size where each frame has a fixed size. Fewer may be
  /// read: only reading to the end tells.
  public let frames: Int64

  /// Channels that Aloud takes; libsndfile would go to 1024.
  public static let allowedChannels = 1...32

  private let descriptor: Descriptor
  private let view: WAVView?  // what the handle reads, where that is not the file as it is
  private let handle: OpaquePointer
  private let isOf16Bits: Bool
  private var shorts: [Int16] = []
  private var scratch: [Float] = []

  /// Opens `path`, which must be a regular file (a symbolic link to one is followed).
  /// - Throws: `SoundFileError`, with every `Kind` that reading can have.
  public convenience init(path: String) throws(SoundFileError) { try self.init(FileName(path)) }

  /// Opens a file of any name; otherwise as `init(path:)`.
  /// - Parameter refusingLinks: throws `notAFile` for a symbolic link. For Aloud's own files, which are not
  ///   links.
  public init(_ file: FileName, refusingLinks: Bool = false) throws(SoundFileError) {
    let path = file.text
    self.path = path
    // O_NONBLOCK: opening a pipe must not wait for a writer.
    guard let descriptor = file.open(O_RDONLY | O_NONBLOCK | (refusingLinks ? O_NOFOLLOW : 0)) else {
      throw SoundFileError(.last, "open", path, other: .readFailed)
    }
    let number = descriptor.number
    guard let status = descriptor.status else {
      throw SoundFileError(.last, "look at", path, other: .readFailed)
    }
    guard descriptor.isRegular else {
      throw SoundFileError(.notRegular, "open", path, other: .readFailed)
    }
    guard status.st_size > 0 else { throw SoundFileError(.empty, "open", path, "the file has no bytes") }
    let prefix = Self.prefix(of: number)
    guard Container.isKnown(prefix) else {
      throw SoundFileError(.notSound, "open", path, "not a sound format that Aloud knows")
    }
    view = try Self.view(of: number, prefix, fileSize: Int64(status.st_size), path)
    var info = SF_INFO()
    let opened =
      if let view { view.open(&info) } else { Descriptor.openSound(number, Int32(SFM_READ), &info) }
    guard let handle = opened else {
      throw SoundFileError(.notSound, "open", path, String(cString: sf_strerror(nil)))
    }
    guard Self.allowedChannels.contains(Int(info.channels)),
      let rate = try? SampleRate(hertz: Int(info.samplerate))
    else {
      sf_close(handle)
      throw SoundFileError(
        .unsupported, "open", path, "\(info.samplerate) Hz, \(info.channels) channels")
    }
    sampleRate = rate
    channels = Int(info.channels)
    isOf16Bits = Int(info.format) & Int(SF_FORMAT_SUBMASK) == Int(SF_FORMAT_PCM_16)
    frames = Self.bounded(info, fileSize: Int64(status.st_size))
    self.descriptor = descriptor
    self.handle = handle
  }

  deinit { sf_close(handle) }

  /// The view of a WAV that libsndfile reads; `nil` if it may read the file unmodified.
  private static func view(of number: Int32, _ prefix: [UInt8], fileSize: Int64, _ path: String)
    throws(SoundFileError) -> WAVView?
  {
    guard Container.isWAV(prefix) else { return nil }
    guard let chunks = WAVChunks(descriptor: number, fileSize: fileSize) else {
      throw SoundFileError(.notSound, "open", path, "its chunks lead to no samples")
    }
    return chunks.isPlain(fileSize: fileSize) ? nil : WAVView(chunks, of: number)
  }

  /// Reads up to `buffer.count / channels` frames, interleaved, −1…1 at full scale (a decoder may go beyond).
  /// Samples that are not finite are read as 0.
  /// - Returns: frames read; 0 at the end.
  public func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(SoundFileError) -> Int {
    guard let base = buffer.baseAddress, buffer.count >= channels else { return 0 }
    let wanted = buffer.count / channels
    let count = isOf16Bits ? readShorts(wanted, into: base) : Int(sf_readf_float(handle, base, Int64(wanted)))
    if count == 0, sf_error(handle) != SF_ERR_NO_ERROR {
      throw SoundFileError(.readFailed, "read", path, String(cString: sf_strerror(handle)))
    }
    if !isOf16Bits { silenceNonFinite(UnsafeMutableBufferPointer(rebasing: buffer[..<(count * channels)])) }
    return count
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

  /// Reads up to `buffer.count / channels` frames as 16 bits, rounded and clamped to full scale; a
  /// 16-bit file is read bit for bit.
  /// - Returns: frames read; 0 at the end.
  public func read(into buffer: UnsafeMutableBufferPointer<Int16>) throws(SoundFileError) -> Int {
    let frames = try readScratch(frames: buffer.count / channels)
    for index in 0..<(frames * channels) {
      let scaled = (scratch[index] * 32768).rounded()
      buffer[index] = Int16(max(-32768, min(32767, scaled)))
    }
    return frames
  }

  /// Goes to `frame`, clamped to the file.
  public func seek(toFrame frame: Int64) throws(SoundFileError) {
    guard sf_seek(handle, max(0, min(frame, frames)), SEEK_SET) >= 0 else {
      throw SoundFileError(.readFailed, "seek in", path, String(cString: sf_strerror(handle)))
    }
  }

  private func readScratch(frames: Int) throws(SoundFileError) -> Int {
    if scratch.count < frames * channels { scratch = [Float](repeating: 0, count: frames * channels) }
    var count = 0
    var failure: SoundFileError?
    scratch.withUnsafeMutableBufferPointer { buffer in
      do throws(SoundFileError) {
        count = try read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<(frames * channels)]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return count
  }

  private static func prefix(of descriptor: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Container.prefixLength)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  /// The claimed frames; where frames have a fixed size, no more than the file has room for. A header may
  /// claim anything.
  private static func bounded(_ info: SF_INFO, fileSize: Int64) -> Int64 {
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
    return min(claimed, fileSize / (width * Int64(info.channels)))
  }
}
