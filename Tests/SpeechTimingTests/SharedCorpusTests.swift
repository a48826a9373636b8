import Files
import Foundation
import Practice
import Signal
import SpeechTiming
import Testing

/// Recordings with known pauses that are not part of the repository.
@Suite struct SharedCorpusTests {
  /// `$ALOUD_SHARED/corpus`, or the folder `shared/corpus` beside the repository; scripts/test says when neither is there.
  private static let corpus: URL = {
    let variable = ProcessInfo.processInfo.environment["ALOUD_SHARED"]
    let beside = root.appending(path: "../shared")
    return (variable.map { URL(fileURLWithPath: $0) } ?? beside).appending(path: "corpus").standardized
  }()
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardized
  private static let isThere = FileManager.default.fileExists(atPath: corpus.path)

  /// The label file beside a recording.
  private struct Labels: Decodable {
    let audio: String
    let duration: Double
    let speech: [[Double]]?
    let levelDifference: Double?
  }

  /// The score of each recording with labels of speech.
  private static func scores() throws -> [(corpus: String, level: Double, score: SpeechScore)] {
    let enumerator = try #require(FileManager.default.enumerator(at: corpus, includingPropertiesForKeys: nil))
    let paths = enumerator.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
    return try paths.sorted { $0.path < $1.path }.compactMap { path in
      let labels = try JSONDecoder().decode(Labels.self, from: Data(contentsOf: path))
      guard let truth = labels.speech else { return nil }
      let folder = path.deletingLastPathComponent()
      let pacing = try FileAnalysis(FileName(folder.appending(path: labels.audio).path)).run()
      let score = SpeechScore(
        truth: truth.compactMap { $0.count == 2 ? Interval(start: $0[0], end: $0[1]) : nil },
        found: pacing.speech, duration: labels.duration)
      return (folder.lastPathComponent, try #require(labels.levelDifference, "\(path.path)"), score)
    }
  }

  /// A row of docs/accuracy.md, in per cent.
  private struct Claim {
    let name: String
    let der: Double
    let f1: Double
    let files: Int
  }

  /// The rows for all recordings and for each corpus; those of a level have its name behind that.
  private static func claims() throws -> [Claim] {
    let text = try String(contentsOf: root.appending(path: "docs/accuracy.md"), encoding: .utf8)
    let table = try #require(text.firstMatch(of: /Speech and pauses\n[^\n]*\n([^`]*)```/)?.1)
    var section: Substring = ""
    return try table.split(separator: "\n").map { line in
      let parts = line.split(separator: "|").map { $0.split(separator: " ") }
      let words = try #require(line.wholeMatch(of: /(.*?) +(\d+) +[\d.]+ +\d+ \|.*/), "\(line)")
      let name = words.1.trimmingPrefix { $0 == " " }
      let isLevel = line.hasPrefix(" ")
      if !isLevel { section = name }
      return Claim(
        name: isLevel ? "\(section), \(name)" : "\(section)", der: try #require(Double(parts[1][0])),
        f1: try #require(Double(parts[2][0])), files: try #require(Int(words.2)))
    }
  }

  @Test(.enabled(if: isThere, "needs the shared corpus: set ALOUD_SHARED"))
  func `the figures are those of docs accuracy`() throws {
    let scores = try Self.scores()
    let claims = try Self.claims()
    #expect(claims.count > 10)
    for claim in claims {
      let parts = claim.name.split(separator: ", ")
      let chosen = scores.filter { corpus, level, _ in
        let isOfCorpus = parts[0] == "pooled (without ami)" ? corpus != "ami" : corpus == parts[0]
        let isOfLevel =
          switch parts.dropFirst().first {
          case ">= 15 dB": level >= 15
          case "8-15 dB": (8..<15).contains(level)
          case "< 8 dB": level < 8
          default: true
          }
        return isOfCorpus && isOfLevel
      }
      let pool = chosen.reduce(into: SpeechScore()) { $0 += $1.score }
      #expect(chosen.count == claim.files, "\(claim)")
      #expect(abs(100 * pool.der - claim.der) < 0.1, "\(100 * pool.der), \(claim)")
      #expect(abs(100 * pool.f1 - claim.f1) < 0.3, "\(100 * pool.f1), \(claim)")
    }
  }
}
