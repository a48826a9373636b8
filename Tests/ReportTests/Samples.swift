import Foundation
import Rehearsal
import Signal
import SpeechTiming
import Testing

/// Answers with known structure, drawn at half a second a character: `#` speech, `.` silence, `!` lost audio.
enum Samples {
  static func pacing(_ drawing: String, secondsPerCharacter step: Double = 0.5) -> Pacing {
    func spans(_ mark: Character) -> [Interval] {
      var spans: [Interval] = []
      for (index, character) in drawing.enumerated() where character == mark {
        let start = Double(index) * step
        if let last = spans.last, abs(last.end - start) < 1e-9 {
          spans[spans.count - 1].end = start + step
        } else {
          spans.append(Interval(start: start, end: start + step))
        }
      }
      return spans
    }
    let speech = spans("#")
    let nuclei = speech.flatMap { span in stride(from: span.start + 0.1, to: span.end, by: 0.25).map { $0 } }
    return Pacing(
      duration: Double(drawing.count) * step, speech: speech, nuclei: nuclei,
      level: Level(peakDBFS: -6, speechDBFS: -24, noiseDBFS: -60, difference: 36), gaps: spans("!"))
  }

  static func target(_ min: Double, _ goal: Double, _ max: Double) throws -> Target {
    try Target(min: min, goal: goal, max: max)
  }

  static func take(title: String = "Led end to end", covers: [String] = [], target: Target) throws -> Take {
    let id = try #require(TakeID("20261122-161512-k3f9"))
    let device = Take.Device(
      name: "default", sampleRate: 48_000,
      opening: [
        "channels": .number(1), "sampleFormat": .text("S16_LE"), "periodSize": .number(960),
        "bufferSize": .number(48_000),
      ])
    return Take(
      id: id,
      prompt: PromptReference(
        pack: "netflix-tpm", id: "PE1", title: title, text: "Tell me …", kind: .behavioral, covers: covers),
      target: target, targetSource: .prompt,
      recordedAt: Timestamp(Date(timeIntervalSince1970: 1_795_364_112), in: .gmt), device: device)
  }
}
