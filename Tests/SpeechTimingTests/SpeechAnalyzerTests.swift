import Foundation
import SelfTest
import Signal
import Testing

@testable import SpeechTiming

@Suite struct SpeechAnalyzerTests {
  private static let drawing =
    "..........####################........................########################........"
    + "##############################.............################............"

  @Test("the pauses are those that were drawn", arguments: [8000, 16_000, 44_100, 48_000])
  func pausesAreFound(rate: Int) throws {
    let rate = SampleRate(tested: rate)
    var voice = PlantedVoice(rate: rate)
    let pacing = Pacing(measured: voice.samples(Self.drawing), rate: rate)
    #expect(pacing.drawing == Self.drawing)
    #expect(pacing.pauses.map(\.pauseClass) == [.long, .brief, .medium])
    #expect(abs(pacing.duration - Double(Self.drawing.count) * PlantedVoice.character) < 0.001)
  }

  @Test("the size of the blocks changes nothing", arguments: [1, 480, 4096])
  func blocks(size: Int) throws {
    var voice = PlantedVoice(seed: 4)
    let samples = voice.samples("......########.......##########.....")
    let whole = Pacing(measured: samples, block: samples.count)
    #expect(Pacing(measured: samples, block: size) == whole)
  }

  @Test("gain changes no pause", arguments: [Float(0.01), 0.1, 3])
  func gain(factor: Float) throws {
    var voice = PlantedVoice(seed: 5)
    let samples = voice.samples(Self.drawing)
    let pacing = Pacing(measured: samples.map { $0 * factor })
    #expect(pacing.drawing == Self.drawing)
    #expect(pacing.pauses.count == 3)
  }

  @Test("a DC offset changes nothing", arguments: [Float(-0.3), 0.02])
  func offset(value: Float) throws {
    var voice = PlantedVoice(seed: 6)
    let pacing = Pacing(measured: voice.samples(Self.drawing).map { $0 + value })
    #expect(pacing.drawing == Self.drawing)
    let noise = try #require(pacing.level.noiseDBFS)
    #expect(abs(noise + 60) < 1)
  }

  /// Drift as of a moving cable, rumble as of a fan's stand, a whistle as of a switching power supply: far louder than
  /// the room, and not where speech is.
  @Test(arguments: [(0.7, Float(0.15)), (10, 0.15), (25, 0.03), (12_000, 0.15)])
  func `what is outside the band of speech is no noise`(hertz: Double, amplitude: Float) throws {
    var voice = PlantedVoice(rate: SampleRate(tested: 48_000), levelDBFS: -30, seed: 31)
    let plain = voice.samples(Self.drawing)
    let disturbed = plain.enumerated().map { frame, sample in
      sample + amplitude * Float(sin(2 * .pi * hertz * Double(frame) / 48_000))
    }
    let (clean, pacing) = (
      Pacing(measured: plain, rate: SampleRate(tested: 48_000)),
      Pacing(measured: disturbed, rate: SampleRate(tested: 48_000))
    )
    #expect(pacing.drawing == Self.drawing)
    for figure in [\Level.speechDBFS, \.noiseDBFS, \.difference] {
      #expect(abs(try #require(pacing.level[keyPath: figure]) - #require(clean.level[keyPath: figure])) < 1)
    }
  }

  @Test("clipped speech stays speech, and the clipping is counted")
  func clipping() throws {
    var voice = PlantedVoice(seed: 7)
    let pacing = Pacing(measured: voice.samples(Self.drawing).map { min(1, max(-1, $0 * 20)) })
    #expect(pacing.drawing == Self.drawing)
    #expect(pacing.level.clippings > 100)
    #expect(pacing.level.peakDBFS == 0)
  }

  @Test("digital silence between phrases is pause")
  func digitalSilence() throws {
    var voice = PlantedVoice(seed: 8)
    let drawn = Self.drawing.replacing(".", with: "0")
    let pacing = Pacing(measured: voice.samples(drawn))
    #expect(pacing.drawing == Self.drawing)
    #expect(pacing.level.noiseDBFS == nil)
  }

  @Test("a recording without a sound has no speech and no figures")
  func silence() throws {
    let pacing = Pacing(measured: [Float](repeating: 0, count: 32_000))
    #expect(pacing.speech.isEmpty && pacing.nuclei.isEmpty && pacing.filledPauses.isEmpty)
    #expect(pacing.level == Level())
    #expect(pacing.duration == 2)
  }

  @Test("a recording without a frame is an empty result")
  func empty() throws {
    let pacing = Pacing(measured: [])
    #expect(pacing == Pacing(duration: 0, speech: []))
  }

  @Test("steady noise is not speech")
  func noise() throws {
    var voice = PlantedVoice(rate: .plain, roomDB: 0, seed: 11)
    let pacing = Pacing(measured: voice.samples(String(repeating: ".", count: 200)))
    #expect(pacing.speech.isEmpty)
  }

  @Test("lost audio is not speech and hides no pause")
  func lostAudio() throws {
    var voice = PlantedVoice(seed: 9)
    //           lost: ----
    let drawn = "..........##########0000############..........############.........."
    let gap = Gap(position: 16_000, length: 3200, cause: .overrun)
    let pacing = Pacing(measured: voice.samples(drawn), gaps: [gap])
    #expect(pacing.drawing == drawn.replacing("0", with: "."))
    #expect(pacing.pauses.count == 1)
    #expect(pacing.gaps == [Interval(start: 1, end: 1.2)])
  }

  /// Nothing is lost but time: what is measured of the speech must not change by what stands in the gaps.
  @Test("silence in place of lost audio changes nothing around it", arguments: [0, 1, 5])
  func silenceInGaps(seed: Int) throws {
    var voice = PlantedVoice(seed: UInt64(20 + seed))
    let heard = voice.samples(Self.drawing + Self.drawing)
    let whole = Pacing(measured: heard)
    // In characters of 50 ms; two near the end of a pause, the others in speech.
    let cuts = [17, 33, 61, 90, 128, 167, 175]
    var (samples, gaps) = (heard, [Gap]())
    for (number, cut) in cuts.enumerated().reversed() {
      let length = 800 * (5 + 3 * number)
      samples.insert(contentsOf: [Float](repeating: 0, count: length), at: 800 * cut)
      gaps = gaps.map { Gap(position: $0.position + Int64(length), length: $0.length, cause: .stall) }
      gaps.insert(Gap(position: Int64(800 * cut), length: Int64(length), cause: .stall), at: 0)
    }
    let torn = Pacing(measured: samples, gaps: gaps)
    var drawing = Array(torn.drawing)
    for gap in gaps.reversed() {
      let first = Int(gap.position) / 800
      #expect(drawing[first..<first + Int(gap.length) / 800].allSatisfy { $0 == "." })
      drawing.removeSubrange(first..<first + Int(gap.length) / 800)
    }
    #expect(String(drawing) == whole.drawing)
    #expect(abs(torn.phonationTime / whole.phonationTime - 1) < 0.01)
    #expect(abs(torn.nuclei.count - whole.nuclei.count) <= 1, "\(torn.nuclei.count) \(whole.nuclei.count)")
    #expect(torn.pauses.count == whole.pauses.count)
    let (level, wholeLevel) = (try #require(torn.level.speechDBFS), try #require(whole.level.speechDBFS))
    #expect(abs(level - wholeLevel) < 0.2)
  }

  @Test(
    "a recording of which nothing or next to nothing was heard has no speech",
    arguments: [16_000, 15_600, 99_999])
  func allLost(length: Int64) throws {
    var voice = PlantedVoice(seed: 26)
    let samples = voice.samples("....############....")
    let gaps = [
      Gap(position: 0, length: length, cause: .stall), Gap(position: length, length: 1, cause: .overrun),
      Gap(position: 1 << 40, length: 1 << 31, cause: .overrun),
    ]
    let pacing = Pacing(measured: samples, gaps: gaps)
    #expect(pacing.speech.isEmpty)
    #expect(pacing.nuclei.isEmpty)
    #expect(pacing.duration == 1)
  }

  @Test("levels are medians of 10 ms")
  func levels() throws {
    var voice = PlantedVoice(rate: .plain, roomDB: -30, seed: 10)
    let level = Pacing(measured: voice.samples(Self.drawing)).level
    let noise = try #require(level.noiseDBFS)
    let speech = try #require(level.speechDBFS)
    let difference = try #require(level.difference)
    #expect(abs(noise + 50) < 1)
    #expect(difference == speech - noise)
    #expect(difference > 20 && difference < 36)
  }

  @Test("there is about one nucleus per syllable")
  func nuclei() throws {
    var voice = PlantedVoice(seed: 12)
    let pacing = Pacing(measured: voice.samples(Self.drawing))
    // 90 characters of speech, 4 syllables a second; within the error that is shown beside the rate.
    let error = 18 * SyllableError.relative(syllables: 18)
    #expect(abs(Double(pacing.nuclei.count) - 18) <= error)
  }

  @Test("not-finite samples count as silence")
  func notFinite() throws {
    var voice = PlantedVoice(seed: 13)
    var samples = voice.samples(Self.drawing)
    for index in stride(from: 100, to: samples.count, by: 5000) { samples[index] = .nan }
    samples[77] = .infinity
    #expect(Pacing(measured: samples).drawing == Self.drawing)
  }
}
