public import Files
import Glibc
public import Signal

/// Reads a sound file of any common format as a stream of blocks, to its true end. Memory does not grow with the length of the
/// file. WAV, RF64, BW64, W64, AIFF, FLAC, Ogg (Vorbis, Opus, FLAC), MP3, CAF, AU and NIST SPHERE are opened.
///
/// What libsndfile does not read, m4a and webm for example, the user's ffmpeg decodes, if it is installed.
///
/// What could not be read stands as silence where its length is known (`gaps`), and is said in any case (`doubts`).
///
/// Not for use from two threads at once: an `SNDFILE` handle has a position and buffers of its own.
public final class SoundFileReader {
  /// The file as named by the caller, as text.
  public let path: String
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Channels, within `allowedChannels`.
  public let channels: Int
  /// Frames that the file claims, bounded by its size where each frame has a fixed size; 0 if it claims none. Fewer or
  /// more may be read: only reading to the end tells.
  public private(set) var frames: Int64
  /// Frames read so far, or the place that was sought.
  public private(set) var position: Int64 = 0
  /// What was lost in the part that was read, and stands as silence there.
  public private(set) var gaps: [Gap] = []

  /// Channels that Aloud takes; libsndfile would go to 1024.
  public static let allowedChannels = 1...32

  private let descriptor: Descriptor
  private let fileSize: Int64
  private var map: SoundMap
  private var decoder: any SoundDecoder
  private var partIndex = 0
  /// Frames that the decoder of this part has given.
  private var partPosition: Int64 = 0
  private var isPartDone = false
  /// What was lost in the rest of this part; positions and lengths in frames.
  private var silences: ArraySlice<Silence> = []
  private var silenceLeft: Int64 = 0
  private var account = DoubtAccount()
  private var scratch: [Float] = []

  /// Opens `path`, which must be a regular file (a symbolic link to one is followed).
  /// - Throws: `SoundFileError`, with every `Kind` that reading can have.
  public convenience init(path: String) throws(SoundFileError) { try self.init(FileName(path)) }

  /// Opens a file of any name; otherwise as `init(path:)`.
  /// - Parameters:
  ///   - refusingLinks: throws `notAFile` for a symbolic link. For Aloud's own files, which are not links.
  ///   - name: what messages call the file, if its path would say nothing to a person.
  public init(_ file: FileName, refusingLinks: Bool = false, name: String? = nil) throws(SoundFileError) {
    let path = name ?? file.text
    self.path = path
    // O_NONBLOCK: opening a pipe must not wait for a writer.
    guard let descriptor = file.open(O_RDONLY | O_NONBLOCK | (refusingLinks ? O_NOFOLLOW : 0)) else {
      throw SoundFileError(.last, "open", path, other: .readFailed)
    }
    guard let status = descriptor.status else {
      throw SoundFileError(.last, "look at", path, other: .readFailed)
    }
    guard descriptor.isRegular else {
      throw SoundFileError(.notRegular, "open", path, other: .readFailed)
    }
    guard status.st_size > 0 else { throw SoundFileError(.empty, "open", path, "the file has no bytes") }
    fileSize = Int64(status.st_size)
    let bytes = FileBytes(descriptor.number, size: fileSize)
    let (map, decoder) = try Self.opened(bytes, path)
    guard Self.allowedChannels.contains(decoder.channels),
      let rate = try? SampleRate(hertz: decoder.sampleRate)
    else {
      throw SoundFileError(
        .unsupported, "open", path, "\(decoder.sampleRate) Hz, \(decoder.channels) channels")
    }
    sampleRate = rate
    channels = decoder.channels
    frames = decoder.frames
    self.map = map
    self.decoder = decoder
    self.descriptor = descriptor
    if let first = map.parts.first { begin(first) }
    frames += silences.reduce(0) { $0 + $1.length }
  }

  /// What the file says of itself that does not hold, or what of it could not be read; complete once it is read to its end.
  public var doubts: [FileDoubt] { account.doubts(map, read: position, at: sampleRate, gaps, decoder.ending) }

  /// Reads up to `buffer.count / channels` frames, interleaved, −1…1 at full scale (a decoder may go beyond).
  /// Samples that are not finite are read as 0, and so is what was lost.
  /// - Returns: frames read; 0 at the end.
  /// - Throws: `readFailed` only if nothing can be read at all; later, what is missing becomes a doubt.
  public func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(SoundFileError) -> Int {
    guard let base = buffer.baseAddress, buffer.count >= channels else { return 0 }
    let wanted = buffer.count / channels
    while true {
      if silenceLeft > 0 {
        let count = Int(min(Int64(wanted), silenceLeft))
        base.update(repeating: 0, count: count * channels)
        silenceLeft -= Int64(count)
        position += Int64(count)
        return count
      }
      if let next = silences.first, next.position <= partPosition || isPartDone {
        beginSilence(next)
      } else if isPartDone {
        guard openNextPart() else { return 0 }
      } else if let count = try readPart(wanted, into: base) {
        return count
      }
    }
  }

  /// Reads sound up to what was lost next.
  /// - Returns: frames read; `nil` if the part ended, or must be looked at more closely.
  private func readPart(_ wanted: Int, into base: UnsafeMutablePointer<Float>) throws(SoundFileError) -> Int?
  {
    let toSilence = silences.first.map { $0.position - partPosition } ?? .max
    let toEnd = decoder.frames > 0 ? max(0, decoder.frames - partPosition) : .max
    let count = decoder.read(Int(min(Int64(wanted), toSilence, toEnd)), into: base)
    if decoder.trouble != nil || count == 0 && account.isShort(map, position), lookCloser() { return nil }
    if let trouble = decoder.trouble {
      guard position > 0 || count > 0 else { throw SoundFileError(.readFailed, "read", path, trouble) }
      account.troubles.append(position)
    }
    guard count > 0 else {
      isPartDone = true
      return nil
    }
    partPosition += Int64(count)
    position += Int64(count)
    return count
  }

  private func begin(_ part: SoundPart) {
    partPosition = 0
    isPartDone = false
    let scale = part.ticksPerSecond.map { Double(sampleRate.hertz) / $0 } ?? 1
    silences =
      part.silences.map {
        Silence(
          position: Int64(Double($0.position) * scale), length: Int64(Double($0.length) * scale),
          isDamage: $0.isDamage)
      }[...]
  }

  private func beginSilence(_ silence: Silence) {
    silences.removeFirst()
    let most = Int64(Silence.mostSeconds * Double(sampleRate.hertz)) - gaps.reduce(0) { $0 + $1.length }
    guard silence.length > 0, silence.length <= most else {
      account.troubles.append(position)
      return
    }
    gaps.append(Gap(position: position, length: silence.length, cause: .other))
    account.areDamage.append(silence.isDamage)
    silenceLeft = silence.length
  }

  private func openNextPart() -> Bool {
    guard partIndex + 1 < map.parts.count else { return false }
    partIndex += 1
    let part = map.parts[partIndex]
    guard let next = try? SoundPartDecoder(part, of: descriptor.number, fileSize: fileSize) else {
      account.troubles.append(position)
      return openNextPart()
    }
    guard next.sampleRate == sampleRate.hertz, next.channels == channels else {
      account.strangers.append(position)
      return openNextPart()
    }
    decoder = next
    begin(part)
    return true
  }

  /// Goes on with a better map from the same place on.
  private func lookCloser() -> Bool {
    guard let closer = map.closer?(), !closer.parts.isEmpty else { return false }
    let place = position
    map = closer
    return (try? restart(to: place)) ?? false
  }

  private func restart(to place: Int64) throws(SoundFileError) -> Bool {
    guard let first = map.parts.first,
      let decoder = try? SoundPartDecoder(first, of: descriptor.number, fileSize: fileSize)
    else { return false }
    self.decoder = decoder
    (partIndex, position, silenceLeft, gaps) = (0, 0, 0, [])
    account = DoubtAccount()
    begin(first)
    while position < place {
      guard try readScratch(frames: Int(min(4096, place - position))) > 0 else { break }
    }
    return true
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
    let frame = max(0, min(frame, frames))
    guard map.parts.count == 1, map.parts[0].silences.isEmpty else {
      _ = try restart(to: frame)
      return
    }
    if let trouble = decoder.seek(to: frame) { throw SoundFileError(.readFailed, "seek in", path, trouble) }
    (position, partPosition, isPartDone) = (frame, frame, false)
  }

  private func readScratch(frames: Int) throws(SoundFileError) -> Int {
    if scratch.count < frames * channels { scratch = [Float](repeating: 0, count: frames * channels) }
    // Taken out while it is filled: looking closer reads into it as well.
    var block = scratch
    scratch = []
    defer { scratch = block }
    var count = 0
    var failure: SoundFileError?
    block.withUnsafeMutableBufferPointer { buffer in
      do throws(SoundFileError) {
        count = try read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<(frames * channels)]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return count
  }
}
