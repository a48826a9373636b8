import Files
import Foundation
import Glibc

/// Where libasound takes its devices from, so that a person can be told which file to mend. It is read only after
/// something has failed.
enum SoundConfiguration {
  /// The files that set up devices, those of the person first (alsa-lib, conf/alsa.conf: `@hooks`).
  static func files(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> [String] {
    if let paths = environment["ALSA_CONFIG_PATH"], !paths.isEmpty {
      return paths.split(separator: ":").map(String.init)
    }
    let home = environment["HOME"] ?? ""
    let settings = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
    let shared = "/etc/alsa/conf.d"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shared)) ?? []
    return [home + "/.asoundrc", settings + "/alsa/asoundrc", "/etc/asound.conf"]
      + names.filter { $0.hasSuffix(".conf") }.sorted().map { shared + "/" + $0 }
  }

  /// Where the device is set up; `nil` if none of the files says so in so many words.
  static func place(of device: String) -> AudioDeviceError.Place? {
    let name = String(device.prefix { $0 != ":" })
    for file in files() {
      guard let lines = lines(of: file), let index = line(settingUp: name, in: lines) else { continue }
      return AudioDeviceError.Place(file: file, line: index + 1)
    }
    return nil
  }

  /// Number of lines of a file; `nil` if it cannot be read.
  static func lineCount(of file: String) -> Int? {
    lines(of: file).map { $0.last == "" ? $0.count - 1 : $0.count }
  }

  private static func lines(of file: String) -> [Substring]? {
    guard let bytes = try? Descriptor.open(file, flags: O_RDONLY | O_NONBLOCK)?.contents(limit: 1 << 20)
    else {
      return nil
    }
    return Substring(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The last line with `pcm.NAME`, or with `NAME` after a line that opens `pcm`, whatever sign precedes the names; or
  /// for `default`, with `defaults.pcm.card`.
  static func line(settingUp name: String, in lines: [Substring]) -> Int? {
    var found: Int?
    var isInside = false
    for (index, line) in lines.enumerated() {
      let words = line.prefix { $0 != "#" }.split { " \t{=;,\"'".contains($0) }.map { word in
        word.filter { !"!?+-".contains($0) }
      }
      guard let first = words.first else { continue }
      if first == "pcm." + name || first.hasPrefix("pcm.\(name).") || (isInside && first == name)
        || (name == "default" && first == "defaults.pcm.card")
      {
        found = index
      }
      if first == "pcm" { isInside = true }
      if line.first == "}" { isInside = false }
    }
    return found
  }
}
