import Foundation
import Rehearsal
import SpeechTiming
import Testing

@testable import Report

@Suite struct MeasureTests {
  private static func text(_ pacing: Pacing) -> String {
    MeasureText(MeasureContent.all(of: pacing), style: TextStyle(width: 100)).rows.joined(separator: "\n")
  }

  private static var answer: Pacing {
    var pacing = Samples.pacing(".." + String(repeating: "#", count: 60) + "..")
    pacing.voice = Voice(medianPitch: 112.4, pitchRange: 6.2)
    pacing.level.loudnessLUFS = -23.44
    pacing.level.loudnessRangeLU = 5.1
    return pacing
  }

  @Test func `Pitch and loudness are named with their units`() {
    let text = Self.text(Self.answer)
    #expect(text.contains("median pitch 112 Hz, eight tenths of it within 6.2 semitones"))
    #expect(text.contains("loudness -23.4 LUFS, range 5.1 LU (EBU R128)"))
  }

  @Test func `What was not measured is not shown`() {
    var pacing = Self.answer
    pacing.voice = Voice()
    pacing.level.loudnessLUFS = nil
    let text = Self.text(pacing)
    #expect(!text.contains("pitch") && !text.contains("loudness"))
  }

  @Test func `The pace over time is a short line, its change and its variation`() throws {
    var pacing = Self.answer
    pacing.nuclei.removeAll { $0 < 11 && Int($0 * 4) % 2 == 0 }
    let text = Self.text(pacing)
    let change = Figures.fixed(100 * (try #require(pacing.paceChange)), 0)
    #expect(text.contains("last third \(change) % faster than the first; varies by "))
    #expect(text.contains("▁"))
  }

  @Test func `Pauses and runs are counted, and the longest has its place`() {
    let text = Self.text(Samples.pacing(".##.####...###"))
    #expect(text.contains("2, 18.5 a minute; 2.0 s in all, 31 % of the answer"))
    #expect(text.contains("brief 0, medium 1, long 1, dead air 0"))
    #expect(text.contains("1.5 s at 0:04"))
    #expect(text.contains("3 runs of speech between pauses, 6.0 syllables each; the longest 2.0 s at 0:02"))
  }

  @Test func `The line of a long answer still fits a row`() {
    let pacing = Samples.pacing(String(repeating: "#", count: 2400))
    #expect(Self.text(pacing).split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `For machines every measure has its key, null where it does not exist`() throws {
    let encoder = JSONEncoder()
    func keys(_ pacing: Pacing, _ key: String) throws -> [String: Any] {
      let record = AnalysisRecord(file: "a.wav", pacing: pacing, warnings: [])
      let object = try JSONSerialization.jsonObject(with: encoder.encode(record))
      return try #require((object as? [String: Any])?[key] as? [String: Any])
    }
    #expect(try keys(Self.answer, "voice")["medianPitch"] as? Double == 112.4)
    #expect(try keys(Samples.pacing("...."), "voice")["medianPitch"] is NSNull)
    #expect(try keys(Self.answer, "level")["loudnessLUFS"] as? Double == -23.44)
    #expect(try (keys(Self.answer, "pace")["curve"] as? [Any])?.count == 5)
    #expect(try keys(Samples.pacing("...."), "pace")["change"] is NSNull)
  }
}

@Suite struct AnalysisChunksTests {
  /// Some with many elements; in the last they stand so far apart that the curve of the pace has none.
  @Test(arguments: [
    "", "..", "#", String(repeating: "#.#..", count: 400), String(repeating: "#...", count: 1000),
  ])
  func `In chunks it is the same JSON, in bounded chunks`(drawing: String) throws {
    let pacing = Samples.pacing(drawing)
    let record = AnalysisRecord(file: "a \"speech\":[] .wav", pacing: pacing, warnings: [])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var chunks: [String] = []
    try record.inChunks(encode: { String(decoding: try encoder.encode($0), as: UTF8.self) }) {
      chunks.append($0)
    }
    #expect(chunks.joined() == String(decoding: try encoder.encode(record), as: UTF8.self))
    #expect(chunks.allSatisfy { $0.utf8.count < 40_000 })
  }
}
