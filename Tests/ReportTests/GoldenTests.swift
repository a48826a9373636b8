import Foundation
import Report
import Testing

/// Whole texts, compared byte for byte with files that people read in a diff. `ALOUD_RECORD=1` writes them anew.
@Suite struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  private static let isRecording = ProcessInfo.processInfo.environment["ALOUD_RECORD"] == "1"

  /// Every kind of output at three widths.
  private static let styles: [(name: String, style: TextStyle)] = [40, 80, 120].flatMap { width in
    [
      ("\(width) columns", TextStyle(width: width)),
      ("\(width) columns, colour", TextStyle(width: width, color: true)),
      ("\(width) columns, ASCII", TextStyle(width: width, unicode: false)),
    ]
  }

  @Test(arguments: Drawings.texts.map(\.name)) func `A text is the one on file`(name: String) throws {
    let draw = try #require(Drawings.texts.first { $0.name == name }).draw
    let parts = try Self.styles.map {
      "=== \($0.name)\n" + (try draw($0.style)).joined(separator: "\n") + "\n"
    }
    try compare(parts.joined(), with: name + ".txt")
  }

  @Test(arguments: Drawings.records.map(\.name)) func `A record is the one on file`(name: String) throws {
    let records = try #require(Drawings.records.first { $0.name == name }).records
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys, .prettyPrinted]
    let texts = try records().map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try compare(texts.joined(), with: name + ".json")
  }

  @Test func `Every file belongs to a text or a record`() throws {
    let names = Drawings.texts.map { $0.name + ".txt" } + Drawings.records.map { $0.name + ".json" }
    #expect(try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted() == names.sorted())
  }

  private func compare(_ text: String, with file: String) throws {
    let url = Self.folder.appending(path: file)
    if Self.isRecording { return try Data(text.utf8).write(to: url) }
    let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    guard Data(text.utf8) != Data(golden.utf8) else { return }
    let (now, before) = (text.components(separatedBy: "\n"), golden.components(separatedBy: "\n"))
    let line = zip(now, before).enumerated().first { $1.0 != $1.1 }?.offset ?? min(now.count, before.count)
    Issue.record(
      """
      \(file):\(line + 1) differs. If that is meant, ALOUD_RECORD=1 writes it anew.
      file: \(before.indices.contains(line) ? before[line] : "(ends)")
      now:  \(now.indices.contains(line) ? now[line] : "(ends)")
      """)
  }
}
