import Foundation

/// What the kernel says about its sound cards (Documentation/sound/designs/procfile.rst).
enum SoundCards {
  private static let root = "/proc/asound"

  /// True if there is any card. False in a container without sound.
  static var arePresent: Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.contains { $0.hasPrefix("card") && $0.dropFirst(4).allSatisfy(\.isNumber) && $0 != "card" }
  }

  /// The process that holds a capture stream of any card; `nil` if there is none.
  static var captureHolder: Int32? {
    let files = FileManager.default
    for card in (try? files.contentsOfDirectory(atPath: root)) ?? [] where card.hasPrefix("card") {
      for stream in (try? files.contentsOfDirectory(atPath: "\(root)/\(card)")) ?? []
      where stream.hasPrefix("pcm") && stream.hasSuffix("c") {
        for part in (try? files.contentsOfDirectory(atPath: "\(root)/\(card)/\(stream)")) ?? []
        where part.hasPrefix("sub") {
          if let holder = owner(inStatus: "\(root)/\(card)/\(stream)/\(part)/status") { return holder }
        }
      }
    }
    return nil
  }

  private static func owner(inStatus path: String) -> Int32? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return owner(in: text)
  }

  /// The process in `owner_pid   : 1234`, a line of a running stream's status.
  static func owner(in status: String) -> Int32? {
    status.split(separator: "\n").first { $0.hasPrefix("owner_pid") }
      .flatMap { $0.split(separator: ":").last }
      .flatMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
  }
}
