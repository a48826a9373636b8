import SelfTest
import Signal
import Testing

@testable import SpeechTiming

@Suite struct LongRecordingTests {
  @Test("a recording of several passages loses and repeats nothing at the seams", arguments: [77, 100_000])
  func passages(block: Int) throws {
    var voice = PlantedVoice(rate: SampleRate(tested: 8000), seed: 21)
    let turns = 12
    let turn = "....................########################................################"
    let samples = voice.samples(String(repeating: turn, count: turns))
    // Passages of 15 s in a recording of 46 s.
    var plan = PassagePlan()
    (plan.length, plan.tail, plan.context) = (1500, 300, 400)
    var analyzer = SpeechAnalyzer(
      sampleRate: try SampleRate(hertz: 8000), settings: TimingSettings(), model: .trained, plan: plan)
    samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: block) {
        let end = min(samples.count, start + block)
        analyzer.append(UnsafeBufferPointer(rebasing: samples[start..<end]))
      }
    }
    let pacing = analyzer.finish()
    #expect(pacing.drawing == String(repeating: turn, count: turns))
    #expect(pacing.speech.count == 2 * turns)
    let pairs = zip(pacing.nuclei, pacing.nuclei.dropFirst())
    #expect(pairs.allSatisfy { left, right in left < right })
  }
}
