import Foundation
import Rehearsal
import Report
import SpeechTiming
import Testing

@Suite struct RecordTests {
  private func object(_ record: some Encodable) throws -> [String: Any] {
    let data = try JSONEncoder().encode(record)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `every fixed key is there, also when nothing could be measured`() throws {
    for drawing in ["..####.####...", "......", ""] {
      let record = try object(
        AnalysisRecord(file: "a.wav", pacing: Samples.pacing(drawing), warnings: []))
      for key in [
        "file", "duration", "speech", "pauses", "answer", "onsetLatency", "phonationRatio", "syllables",
        "speechRate", "articulationRate", "meanLengthOfRun", "filledPauses", "warnings", "analysisVersion",
      ] { #expect(record[key] != nil, "\(key) of \(drawing)") }
    }
  }

  @Test func `times are numbers of seconds and classes are words`() throws {
    let record = try object(
      AnalysisRecord(file: "a.wav", pacing: Samples.pacing("..####.####......##.."), warnings: []))
    #expect(record["duration"] as? Double == 10.5)
    #expect(record["speech"] as? [[Double]] == [[1, 3], [3.5, 5.5], [8.5, 9.5]])
    let pauses = try #require(record["pauses"] as? [[String: Any]])
    #expect(pauses.map { $0["class"] as? String } == ["medium", "deadAir"])
    #expect(pauses.first?["start"] as? Double == 3)
    #expect((record["answer"] as? [String: Double]) == ["start": 1, "end": 9.5])
  }

  @Test func `a warning has a stable name and a sentence`() throws {
    let record = try object(
      AnalysisRecord(file: "a.wav", pacing: Samples.pacing(".."), warnings: [.clipped(runs: 2)]))
    let warning = try #require((record["warnings"] as? [[String: String]])?.first)
    #expect(warning["name"] == "clipped")
    #expect(
      warning["message"] == "clipped: the input ran into full scale 2 times; lower the microphone level")
  }
}
