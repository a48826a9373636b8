import Foundation

extension Home {
  /// A home in which Aloud has been used: two takes of PE1, then one of PE2, of the known answer. The first is
  /// held against a target that it breaks, the others are too short for theirs.
  static func used() throws -> Home {
    let home = try Home()
    try home.plugMicrophones(hearing: Speech.answer().samples, ["mic": "speed_pct 400"])
    try FileManager.default.createDirectory(
      at: home.data.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: practised.get().data, to: home.data)
    return home
  }

  // Speaking takes time, so it is done once.
  private nonisolated(unsafe) static let practised: Result<Home, any Error> = Result { () throws -> Home in
    let home = try Home()
    atexit {
      if case .success(let home) = Home.practised { try? FileManager.default.removeItem(at: home.folder) }
    }
    let speech = try Speech.answer()
    try home.plugMicrophones(hearing: speech.samples, ["mic": "speed_pct 400"])
    for options in [["PE1", "--target", "2-4-6"], ["PE1"], ["PE2"]] {
      let result = try home.run(
        Products.aloud, ["record", "--device", "mic", "--seconds", "\(speech.seconds)"] + options)
      guard result.code == 0 else { throw ToolFailed(description: "\(result)") }
    }
    return home
  }

  /// Ids of the takes, oldest first, as their folders have them.
  func takeIDs() throws -> [String] {
    // Beside the takes lies their journal, a hidden folder.
    try FileManager.default.contentsOfDirectory(atPath: takes.path).filter { !$0.hasPrefix(".") }.sorted()
  }
}
