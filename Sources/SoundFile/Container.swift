import Glibc

/// The sound formats that Aloud opens, recognised by their first bytes.
///
/// libsndfile opens some twenty more, from synthesisers and laboratories of the 1990s; most of its parsing
/// vulnerabilities are in those (CVE-2017-7586, CVE-2021-3246, CVE-2022-33065, CVE-2024-50612), and no recorder or phone
/// makes them. NIST SPHERE is the one laboratory format that is taken, because speech corpora come in it. So
/// the first bytes decide, not libsndfile's guess and not the name.
enum Container {
  /// Bytes needed to recognise a format.
  static let prefixLength = 12

  /// True if libsndfile may open a file that begins with `prefix`.
  static func isKnown(_ prefix: [UInt8]) -> Bool {
    guard prefix.count >= 4 else { return false }
    let tag = String(decoding: prefix[0..<4], as: UTF8.self)
    switch tag {
    case "RIFF", "RIFX", "RF64":
      return isWAV(prefix)
    case "FORM":
      return form(prefix) == "AIFF" || form(prefix) == "AIFC"
    case "fLaC", "OggS", "caff", ".snd", "riff", "NIST":
      return true
    default:
      return prefix.starts(with: Array("ID3".utf8)) || isMPEGFrame(prefix)
    }
  }

  /// True if `prefix` begins a WAVE file in RIFF, RIFX or RF64.
  static func isWAV(_ prefix: [UInt8]) -> Bool {
    prefix.count >= 12 && ["RIFF", "RIFX", "RF64"].contains(String(decoding: prefix[..<4], as: UTF8.self))
      && form(prefix) == "WAVE"
  }

  private static func form(_ prefix: [UInt8]) -> String? {
    prefix.count >= 12 ? String(decoding: prefix[8..<12], as: UTF8.self) : nil
  }

  /// Eleven set bits, then a version and a layer that exist (ISO 11172-3, 2.4.2.3).
  private static func isMPEGFrame(_ prefix: [UInt8]) -> Bool {
    prefix[0] == 0xFF && prefix[1] & 0xE0 == 0xE0 && prefix[1] & 0x18 != 0x08 && prefix[1] & 0x06 != 0
      && prefix[2] & 0xF0 != 0xF0
  }
}
