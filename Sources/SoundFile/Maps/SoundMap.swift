/// How a sound file is to be read: its parts one after the other, and what it claims of its length.
///
/// Each format has a reader of its own that walks over chunks, pages or frames and decodes nothing; libsndfile decodes what
/// they found.
struct SoundMap {
  /// What is read, in this order.
  var parts: [SoundPart]
  /// What the file says its length is; `nil` if it says nothing.
  var claim: SoundClaim?
  /// True if the file says of itself that it was never closed.
  var isNotClosed = false
  /// True if the file breaks off, without having said where it would end.
  var isCut = false
  /// Places that are broken, of which nobody knows how much they held.
  var brokenPlaces = 0
  /// Looks closer, once decoding has met trouble; `nil` if there is nothing closer to look at.
  var closer: (() -> SoundMap?)?

  /// The file as it is: libsndfile knows better than we do.
  static var asItIs: SoundMap { SoundMap(parts: [SoundPart()]) }

  /// The map of the file that begins with `prefix` at byte `base`, behind a tag that is none of the sound's.
  /// - Returns: `nil` if it is no sound, or leads to none.
  init?(of file: FileBytes, _ container: Container, base: Int64) {
    let map: SoundMap? =
      switch container {
      case .riff: RIFFForm.map(file, base: base)
      case .wave64: WAVE64.map(file, base: base)
      case .aiff: AIFFForm.map(file, base: base)
      case .au: AUHead.map(file, base: base)
      case .caf: CAFChunks.map(file, base: base)
      case .nist: NISTHead.map(file, base: base)
      case .flac: FLACStream.map(file, base: base)
      case .ogg: OggStreams.map(file, base: base)
      case .mpeg: MPEGStream.map(file, range: base..<file.size)
      }
    guard let map else { return nil }
    self = map
  }

  /// The map of what ffmpeg decodes: pages of Ogg tell whether they are all there, whatever is in them, and AVI says how long it
  /// is.
  static func foreign(_ file: FileBytes, _ known: (container: Container, base: Int64)?) -> SoundMap {
    var map = asItIs
    if let head = file.bytes(12, at: 0), head.starts(with: "RIFF".utf8), head[8...].elementsEqual("AVI ".utf8)
    {
      let size: UInt32 = head[4...].number(isBigEndian: false)
      map.isCut = size != .max && Int64(size) + 8 > file.size
    }
    guard let known, known.container == .ogg,
      let pages = OggStreams.map(
        file, base: known.base, reading: { if case .other = $0 { false } else { true } })
    else { return map }
    (map.isCut, map.isNotClosed, map.brokenPlaces) = (pages.isCut, pages.isNotClosed, pages.brokenPlaces)
    return map
  }

  init(
    parts: [SoundPart], claim: SoundClaim? = nil, isNotClosed: Bool = false, brokenPlaces: Int = 0,
    closer: (() -> SoundMap?)? = nil
  ) {
    self.parts = parts
    self.claim = claim
    self.isNotClosed = isNotClosed
    self.brokenPlaces = brokenPlaces
    self.closer = closer
  }
}

/// What libsndfile reads in one go.
struct SoundPart {
  /// What it sees; `nil` for the file as it is.
  var pieces: [SoundView.Piece]?
  /// What was lost between the frames that it gives, ascending.
  var silences: [Silence] = []
  /// Ticks per second of `silences`; `nil` if they are frames.
  var ticksPerSecond: Double?
  /// Frames of the last block that are padding of the coding stand behind this many; `nil` if there are none.
  var trim: Trim?

  /// Frames that the file counts, where its coding only knows whole blocks.
  struct Trim {
    let frames: Int64
    let blockFrames: Int64
  }
}

/// A stretch of time without sound.
struct Silence: Equatable {
  /// Ticks of sound before it.
  let position: Int64
  /// Its length in ticks.
  let length: Int64
  /// True if something broken stood there.
  let isDamage: Bool

  /// As much silence as is believed, in seconds of a whole file: a position may claim anything.
  static let mostSeconds = 6.0 * 3600
}

/// The length that a file claims.
enum SoundClaim {
  /// So much of something, bytes for example, of which so much is there.
  case share(claimed: Int64, present: Int64)
  /// So many frames.
  case frames(Int64)
}
