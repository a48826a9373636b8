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
        "speechRate", "articulationRate", "wordRate", "meanLengthOfRun", "filledPauses", "warnings",
        "analysisVersion",
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

  @Test func `syllables and words come with how far they can be off`() throws {
    let record = try object(
      AnalysisRecord(file: "a.wav", pacing: Samples.pacing("..####.######.."), warnings: []))
    let syllables = try #require(record["syllables"] as? [String: Any])
    let words = try #require(record["wordRate"] as? [String: Double])
    #expect(syllables["count"] as? Int == 20)
    let error = try #require(syllables["relativeError"] as? Double)
    #expect(abs(error - SyllableError.relative(syllables: 20)) < 0.0001)
    #expect(words["syllablesPerWord"] == 1.38)
    #expect(abs((words["perMinute"] ?? 0) - 60 * 20 / 5.5 / 1.38) < 0.001)
    #expect((words["relativeError"] ?? 0) > error)
  }

  @Test func `a warning has a stable name and a sentence`() throws {
    let record = try object(
      AnalysisRecord(file: "a.wav", pacing: Samples.pacing(".."), warnings: [.clipped(times: 2)]))
    let warning = try #require((record["warnings"] as? [[String: String]])?.first)
    #expect(warning["name"] == "clipped")
    #expect(
      warning["message"] == "clipped: the input ran into full scale 2 times; lower the microphone level")
  }
}
