import Foundation
import SelfTest
import Signal
import Testing

@testable import SpeechTiming

/// What real files do to a recording. Pauses of 1.2, 0.4 and 0.65 s are planted; exactly those must be found.
@Suite struct RealFileTests {
  private static let drawing =
    "..........####################........................########################........"
    + "##############################.............############################............"
  private static let planted = PlantedVoice.intervals(of: "#", in: drawing)

  /// Exactly the planted speech is found, each edge within `tolerance` seconds.
  private func expectPlanted(
    _ pacing: Pacing, within tolerance: Double = 0.05, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(pacing.speech.count == Self.planted.count, sourceLocation: location)
    #expect(pacing.pauses.count == Self.planted.count - 1, sourceLocation: location)
    for (found, planted) in zip(pacing.speech, Self.planted) {
      #expect(abs(found.start - planted.start) <= tolerance, sourceLocation: location)
      #expect(abs(found.end - planted.end) <= tolerance, sourceLocation: location)
    }
  }

  @Test(arguments: [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])
  func `every sample rate in use gives the same pauses`(hertz: Int) {
    let rate = SampleRate(tested: hertz)
    var voice = PlantedVoice(rate: rate, seed: 31)
    expectPlanted(Pacing(measured: voice.samples(Self.drawing), rate: rate, block: 4096))
  }

  @Test(arguments: [0, 1]) func `a dead channel of a stereo file changes nothing`(dead: Int) {
    var voice = PlantedVoice(seed: 32)
    let frames: [Float] = voice.samples(Self.drawing).flatMap { (sample: Float) -> [Float] in
      dead == 0 ? [0, sample] : [sample, 0]
    }
    var downmix = Downmix(channels: 2, sampleRate: .plain)
    var mono: [Float] = []
    frames.withUnsafeBufferPointer { downmix.append($0, to: &mono) }
    downmix.finish(into: &mono)
    let pacing = Pacing(measured: mono)
    expectPlanted(pacing)
    // Half of the amplitude, as a mean would leave, is 6 dB less.
    #expect(abs((pacing.level.noiseDBFS ?? 0) + 60) < 1)
  }

  @Test(arguments: [Float(-0.5), 0.05]) func `a constant offset changes nothing`(offset: Float) {
    var voice = PlantedVoice(seed: 33)
    expectPlanted(Pacing(measured: voice.samples(Self.drawing).map { $0 + offset }))
  }

  @Test(arguments: [Float(-40), -55]) func `a quiet microphone in 16 bits is enough`(level: Float) {
    var voice = PlantedVoice(rate: .plain, levelDBFS: level, seed: 34)
    expectPlanted(Pacing(measured: voice.samples(Self.drawing).map { ($0 * 32768).rounded() / 32768 }))
  }

  @Test func `a recording clipped thirty times over keeps its pauses`() {
    // The room is 60 dB under the voice: thirty times that is still a room.
    var voice = PlantedVoice(rate: .plain, roomDB: -60, seed: 35)
    expectPlanted(Pacing(measured: voice.samples(Self.drawing).map { min(1, max(-1, $0 * 30)) }))
  }

  @Test func `a gate that closes behind the words adds no pause and takes none`() {
    let words = Array(Self.drawing)
    let gated = words.indices.map { index in
      words[max(0, index - 3)...min(words.count - 1, index + 1)].contains("#") ? words[index] : "0"
    }
    var voice = PlantedVoice(seed: 36)
    // It opens 50 ms early, and what it lets through there may be taken for the start of the word.
    expectPlanted(Pacing(measured: voice.samples(String(gated))), within: 0.07)
  }

  @Test(arguments: [(RoomSound.hum, Float(0)), (.hum, -20), (.fan, -15), (.fan, -25)])
  func `hum and fan are not speech`(sound: RoomSound, relativeDB: Float) {
    var voice = PlantedVoice(rate: .plain, roomDB: -50, seed: 37)
    let clean = voice.samples(Self.drawing)
    let level = 0.1 * pow(10, relativeDB / 20)
    let under = sound.samples(clean.count, rate: .plain, level: level)
    expectPlanted(Pacing(measured: zip(clean, under).map { $0 + $1 }), within: 0.07)
    // Hum with nothing else is taken for speech in its first 0.2 s (docs/accuracy.md), and nowhere else.
    let alone = Pacing(measured: under).speech
    #expect(alone.allSatisfy { sound == .hum && $0.end <= 0.2 }, "\(alone)")
  }

  @Test func `a whisper is speech`() {
    var voice = PlantedVoice(seed: 38)
    expectPlanted(Pacing(measured: voice.samples(Self.drawing.replacing("#", with: "~"))))
  }

  @Test func `a take of twenty minutes has the pauses of its minutes, and no other`() {
    var voice = PlantedVoice(rate: SampleRate(tested: 8000), seed: 39)
    let turn = "....................########################................########################"
    let turns = 286
    let once = voice.samples(turn)
    let samples = [[Float]](repeating: once, count: turns).flatMap(\.self)
    let pacing = Pacing(measured: samples, rate: SampleRate(tested: 8000), block: 65_536)
    #expect(pacing.duration > 1200)
    #expect(pacing.drawing == String(repeating: turn, count: turns))
    #expect(pacing.pauses.count == 2 * turns - 1)
  }
}
