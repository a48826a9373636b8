/// The sound formats that Aloud opens, recognised by their first bytes.
///
/// libsndfile opens some twenty more, from synthesisers and laboratories of the 1990s; most of its parsing
/// vulnerabilities are in those (CVE-2017-7586, CVE-2021-3246, CVE-2022-33065, CVE-2024-50612), and no recorder or phone
/// makes them. NIST SPHERE is the one laboratory format that is taken, because speech corpora come in it. So
/// the first bytes decide, not libsndfile's guess and not the name.
enum Container {
  /// WAVE in RIFF, RIFX, RF64 or BW64.
  case riff
  case wave64
  case aiff
  case au
  case caf
  case nist
  case flac
  case ogg
  /// MP3 and the layers before it.
  case mpeg

  /// Bytes needed to recognise a format.
  static let prefixLength = 12

  /// The format that begins with `prefix`; `nil` for what Aloud does not open.
  init?(_ prefix: [UInt8]) {
    guard prefix.count >= 4 else { return nil }
    let form = prefix.count >= 12 ? String(decoding: prefix[8..<12], as: UTF8.self) : ""
    switch String(decoding: prefix[0..<4], as: UTF8.self) {
    case "RIFF", "RIFX", "RF64", "BW64":
      guard form == "WAVE" else { return nil }
      self = .riff
    case "FORM":
      guard form == "AIFF" || form == "AIFC" else { return nil }
      self = .aiff
    case "fLaC": self = .flac
    case "OggS": self = .ogg
    case "caff": self = .caf
    case ".snd", "dns.": self = .au
    case "riff": self = .wave64
    case "NIST": self = .nist
    default:
      guard Self.isMPEGFrame(prefix) else { return nil }
      self = .mpeg
    }
  }

  /// What `file` is, and where it begins: a tag of MP3 may stand before any format.
  static func find(in file: FileBytes) -> (container: Container, base: Int64)? {
    var base: Int64 = 0
    while let tag = ID3.length(file, at: base), base < file.size { base += tag }
    let prefix = file.with(prefixLength, at: base) { Array($0) }
    if let container = Container(prefix) { return (container, base) }
    if let start = MPEGStream.start(in: file, from: base) { return (.mpeg, start) }
    return nil
  }

  /// Eleven set bits, then a version and a layer that exist (ISO 11172-3, 2.4.2.3).
  private static func isMPEGFrame(_ prefix: [UInt8]) -> Bool {
    prefix[0] == 0xFF && prefix[1] & 0xE0 == 0xE0 && prefix[1] & 0x18 != 0x08 && prefix[1] & 0x06 != 0
      && prefix[2] & 0xF0 != 0xF0
  }
}
