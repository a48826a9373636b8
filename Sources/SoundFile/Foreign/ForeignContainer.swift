/// Files with sound that libsndfile does not read, told by their bytes: what phones, calls and browsers make. The user's ffmpeg
/// reads them, if there is one.
struct ForeignContainer: Equatable {
  /// What people call it.
  let name: String
  /// ffmpeg's name for what reads it. It is told, so that no file can make ffmpeg choose another, like a list of addresses.
  let demuxer: String

  init(_ name: String, _ demuxer: String) { (self.name, self.demuxer) = (name, demuxer) }

  /// Bytes needed to recognise one; a transport stream has a mark every 188.
  static let prefixLength = 400

  /// - Parameter prefix: the first bytes of a file.
  init?(_ prefix: [UInt8]) {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      prefix.count >= offset + text.utf8.count
        && prefix[offset..<offset + text.utf8.count].elementsEqual(text.utf8)
    }
    func begins(_ bytes: [UInt8]) -> Bool { prefix.starts(with: bytes) }
    guard prefix.count >= 12 else { return nil }
    if has("ftyp", at: 4) {
      self.init(Self.brand(String(decoding: prefix[8..<12], as: UTF8.self)), "mov")
    } else if ["moov", "mdat", "wide", "free", "skip", "pnot"].contains(where: { has($0, at: 4) }) {
      self.init("QuickTime", "mov")
    } else if begins([0x1A, 0x45, 0xDF, 0xA3]) {
      let isWebM = (4..<min(prefix.count, 60)).contains { has("webm", at: $0) }
      self.init(isWebM ? "WebM" : "Matroska", "matroska")
    } else if begins([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) {
      self.init("Windows Media", "asf")
    } else if let known = Self.plain.first(where: { has($0.mark) }) {
      self.init(known.name, known.demuxer)
    } else if has("RIFF"), has("AVI ", at: 8) {
      self.init("AVI", "avi")
    } else if begins([0, 0, 1, 0xBA]) {
      self.init("MPEG", "mpeg")
    } else if prefix[0] == 0x47, prefix.count > 188, prefix[188] == 0x47 {
      self.init("MPEG transport stream", "mpegts")
    } else if begins([0x0B, 0x77]) {
      self.init("AC-3", "ac3")
    } else if prefix[0] == 0xFF, prefix[1] & 0xF6 == 0xF0, prefix[2] >> 2 & 15 < 13 {
      // ADTS: twelve set bits, and layer 0 where MP3 has 1 to 3 (ISO 13818-7, 6.2).
      self.init("AAC", "aac")
    } else {
      return nil
    }
  }

  private static let plain: [(mark: String, name: String, demuxer: String)] = [
    ("#!AMR", "AMR", "amr"), ("FLV\u{1}", "Flash video", "flv"), ("wvpk", "WavPack", "wv"),
    ("MAC ", "Monkey's Audio", "ape"), ("TTA1", "True Audio", "tta"), ("MPCK", "Musepack", "mpc8"),
    ("MP+", "Musepack", "mpc"), (".RMF", "RealMedia", "rm"),
  ]

  /// The name of an MP4 file by its brand (ISO 14496-12, 4.3).
  private static func brand(_ brand: String) -> String {
    switch brand {
    case "M4A ", "M4B ": "MP4 audio (m4a)"
    case "qt  ": "QuickTime"
    default: brand.hasPrefix("3g") ? "3GP" : "MP4"
    }
  }

  /// What `file` is; also a container that libsndfile knows, with a coding in it that it does not know.
  static func find(in file: FileBytes, _ known: (container: Container, base: Int64)?) -> ForeignContainer? {
    guard let known else {
      let base = ID3.length(file, at: 0) ?? 0
      return ForeignContainer(file.with(prefixLength, at: base) { Array($0) })
    }
    switch known.container {
    case .ogg:
      return file.bytes(8, at: known.base + 28)?.elementsEqual("Speex   ".utf8) == true
        ? .init("Ogg Speex", "ogg") : nil
    case .caf:
      // The head, the head of the first chunk, the rate; then the coding (Apple, Core Audio Format Specification).
      let read: Set = ["lpcm", "ima4", "alaw", "ulaw", "alac"]
      return file.tag(at: known.base + 28).flatMap {
        read.contains($0) ? nil : .init("CAF (\(Self.printable($0)))", "caf")
      }
    case .riff:
      let coding = RIFFForm(file, base: known.base)?.format.number(isBigEndian: false) as UInt16?
      return coding.flatMap { codings[$0] }.map { .init("WAVE (\($0))", "wav") }
    default:
      return nil
    }
  }

  /// Codings of WAVE that ffmpeg reads and libsndfile does not (RFC 2361, and Windows' mmreg.h).
  private static let codings: [UInt16: String] = [
    0x45: "G.726", 0x160: "Windows Media", 0x161: "Windows Media", 0x162: "Windows Media", 0xFF: "AAC",
    0x1600: "AAC",
    0x1610: "AAC", 0x2000: "AC-3", 0x22: "TrueSpeech",
  ]

  private static func printable(_ tag: String) -> String {
    String(tag.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
  }
}

/// Whether bytes are the beginning of a sound.
public enum SoundFormat {
  /// Bytes that are enough to tell.
  public static let prefixLength = ForeignContainer.prefixLength

  /// True if a file that begins with `prefix` is a sound, or has one in it, whatever it is called.
  public static func begins(_ prefix: [UInt8]) -> Bool {
    guard prefix.count >= 12 else { return false }
    // A list in UTF-16 begins with a mark that may be the head of a frame; every second byte of it is 0.
    if prefix[0] == 0xFF, prefix[1] == 0xFE, prefix[3] == 0, prefix[5] == 0 { return false }
    if prefix.starts(with: Array("ID3".utf8)), prefix[3] < 0x10 { return true }
    // The name of a file may begin with four letters, but does not go on with zeros or other control characters.
    let isName = prefix[..<12].allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    if isName, !["WAVE", "AIFF", "AIFC", "AVI "].contains(String(decoding: prefix[8..<12], as: UTF8.self)) {
      return false
    }
    return Container(prefix) != nil || ForeignContainer(prefix) != nil
  }
}
