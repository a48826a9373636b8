import Foundation
import SelfTest
import Seeded
import Signal
import SpeechTiming
import Testing

/// Tones alone are no answer.
@Suite struct ToneTests {
  private let rate = 16_000.0
  private var random = SplitMix(seed: 8)

  private func tone(_ hertz: [Double], _ seconds: Double, decay: Double = 0) -> [Float] {
    (0..<Int(seconds * rate)).map { index in
      let time = Double(index) / rate
      let edge = min(1, time / 0.005, (seconds - time) / 0.005)
      let sum = hertz.reduce(0) { $0 + sin(2 * .pi * $1 * time) }
      return Float(0.3 * edge * exp(-decay * time) * sum / Double(hertz.count))
    }
  }

  private func silence(_ seconds: Double) -> [Float] { [Float](repeating: 0, count: Int(seconds * rate)) }

  /// What is measured of these samples in a quiet room.
  private mutating func pacing(_ samples: [Float]) -> Pacing {
    let noisy = samples.map { $0 + Float.random(in: -0.0005...0.0005, using: &random) }
    var analyzer = SpeechAnalyzer(sampleRate: .speech)
    noisy.withUnsafeBufferPointer { analyzer.append($0) }
    return analyzer.finish()
  }

  @Test mutating func `Keys of a telephone, beeps, dial tones and melodies are sound, but no speech`() {
    let keys = [[697.0, 1209], [770, 1336], [852, 1477], [941, 1336], [697, 1477]]
    let notes = [262.0, 330, 392, 523, 440, 349]
    let sounds: [(String, [Float])] = [
      ("keys", (0..<20).flatMap { tone(keys[$0 % 5], 0.1) + silence(0.1) }),
      ("long keys", (0..<10).flatMap { tone(keys[$0 % 5], 0.4) + silence(0.3) }),
      ("beeps", (0..<8).flatMap { _ in tone([1000], 0.3) + silence(0.5) }),
      ("ringing", (0..<3).flatMap { _ in tone([440, 480], 2) + silence(2) }),
      (
        "melody",
        (0..<20).flatMap { index in tone((1...6).map { notes[index % 6] * Double($0) }, 0.4, decay: 3) }
      ),
    ]
    for (name, samples) in sounds {
      let pacing = pacing(silence(1) + samples + silence(1))
      #expect(pacing.speech.isEmpty && pacing.nuclei.isEmpty && pacing.answer == nil, "\(name)")
      #expect(pacing.tones > 0.3, "\(name): \(pacing.tones)")
      #expect(pacing.level.speechDBFS == nil && pacing.level.peakDBFS != nil, "\(name)")
    }
  }

  @Test mutating func `A voice is no tone, also with a beep before it`() throws {
    var voice = PlantedVoice(rate: .speech, seed: 4)
    let spoken = voice.samples("....#####...#######....####...").map { Float($0) }
    for samples in [spoken, tone([1000], 0.5) + silence(0.5) + spoken] {
      let pacing = pacing(samples)
      #expect(pacing.tones == 0 && !pacing.speech.isEmpty)
    }
  }
}
