import Foundation
import Signal
import SoundFile
import Testing

@testable import SpeechTiming

/// Recordings with known pauses that are not part of the repository.
@Suite struct SharedCorpusTests {
  /// `$ALOUD_SHARED/corpus`, or the folder `shared/corpus` beside the repository.
  private static let corpus: URL = {
    let variable = ProcessInfo.processInfo.environment["ALOUD_SHARED"]
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let beside = here.appending(path: "../../../shared")
    return (variable.map { URL(fileURLWithPath: $0) } ?? beside).appending(path: "corpus").standardized
  }()
  private static let isThere = FileManager.default.fileExists(atPath: corpus.path)

  /// The label file beside a recording.
  private struct Labels: Decodable {
    let speech: [[Double]]
    let pauses: [[Double]]
  }

  private static func measure(_ name: String) throws -> (pacing: Pacing, labels: Labels) {
    let reader = try SoundFileReader(path: corpus.appending(path: name + ".flac").path)
    var analyzer = SpeechAnalyzer(sampleRate: reader.sampleRate)
    var downmix = Downmix(channels: reader.channels, sampleRate: reader.sampleRate)
    var block = [Float](repeating: 0, count: 4096 * reader.channels)
    var mono: [Float] = []
    while true {
      let frames = try block.withUnsafeMutableBufferPointer { try reader.read(into: $0) }
      guard frames > 0 else { break }
      mono.removeAll(keepingCapacity: true)
      block.withUnsafeBufferPointer {
        downmix.append(UnsafeBufferPointer(rebasing: $0[..<(frames * reader.channels)]), to: &mono)
      }
      mono.withUnsafeBufferPointer { analyzer.append($0) }
    }
    let text = try Data(contentsOf: corpus.appending(path: name + ".json"))
    return (analyzer.finish(), try JSONDecoder().decode(Labels.self, from: text))
  }

  /// The scorer's rule: half of the union is shared, or both ends are within 100 ms.
  private static func matches(_ found: Interval, _ truth: Interval) -> Bool {
    let union = max(found.end, truth.end) - min(found.start, truth.start)
    let shared = found.intersection(truth)?.duration ?? 0
    return shared >= 0.5 * union
      || abs(found.start - truth.start) <= 0.1 && abs(found.end - truth.end) <= 0.1
  }

  /// Rates, gain, offset, clipping, breaths; people in quiet, in a room and in noise.
  @Test(
    "inserted pauses are found, and hardly any other",
    .enabled(if: isThere, "needs the shared corpus: set ALOUD_SHARED"),
    arguments: [
      "synth/sr_8000", "synth/sr_44100", "synth/sr_96000", "synth/gain_-36", "synth/dc_-0.3", "synth/clip_30",
      "synth/breath_1", "respaced/speechocean_1135_clean", "respaced/speechocean_0157_reverb300",
      "respaced/speechocean_9617_snr12_pink", "respaced/speechocean_3023_snr12_fan",
    ])
  func pauses(name: String) throws {
    let (pacing, labels) = try Self.measure(name)
    let truth = labels.pauses.compactMap { $0.count == 2 ? Interval(start: $0[0], end: $0[1]) : nil }
    let found = pacing.pauses.map(\.interval)
    let hits = truth.count { pause in found.contains { Self.matches($0, pause) } }
    // F1 = 2 hits ∕ (true + found).
    let score = Double(2 * hits) / Double(truth.count + found.count)
    #expect(score > 0.85)
    let answer = try #require(pacing.answer)
    #expect(abs(answer.start - labels.speech[0][0]) < 0.15)
  }
}
