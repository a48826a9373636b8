import Foundation
import Signal

@testable import SpeechTiming

/// A drawn recording: `#` is a voice, `.` is the room, `0` is digital silence; 50 ms a character.
///
/// The voice is a pulse train through formants that change with every syllable, 4 syllables a second, each
/// begun by a hiss: nobody in particular, but spectrum, rhythm and pitch are those of speech.
struct TestVoice {
  static let character = 0.05

  var rate = 16_000
  /// rms of the room's noise relative to the voice, in dB.
  var roomDB: Float = -40
  /// rms of the voice.
  var level: Float = 0.1
  private var state: UInt64

  init(seed: UInt64 = 1) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Uniform in −1…1 (xorshift64*, Vigna 2016).
  mutating func next() -> Float {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Float(Int32(truncatingIfNeeded: (state &* 0x2545_F491_4F6C_DD1D) >> 32)) / 2_147_483_648
  }

  mutating func samples(_ drawing: String) -> [Float] {
    let size = Int(Double(rate) * Self.character)
    let room = level * pow(10, roomDB / 20) * 1.732
    var result: [Float] = []
    var voiced = 0
    for character in drawing {
      for _ in 0..<size {
        var value = character == "0" ? 0 : room * next()
        if character == "#" {
          value += voice(at: Double(voiced) / Double(rate))
          voiced += 1
        }
        result.append(value)
      }
    }
    return result
  }

  /// The voice after `time` seconds of speaking.
  private mutating func voice(at time: Double) -> Float {
    let syllable = Int(time * 4)
    let part = time * 4 - Double(syllable)
    if part < 0.2 { return level * 0.5 * next() }
    let formants: [(Double, Double)] = [(700, 1200), (300, 2300), (500, 1500), (350, 800), (550, 1800)]
    let (first, second) = formants[syllable % formants.count]
    // Phase of a pitch that moves 10 % around 120 Hz once a second.
    let phase = 2 * Double.pi * 120 * time + 12 * sin(2 * .pi * time)
    var sum = 0.0
    for harmonic in 1...28 {
      let frequency = 120 * Double(harmonic)
      let near = exp(-pow((frequency - first) / 150, 2)) + 0.5 * exp(-pow((frequency - second) / 200, 2))
      sum += (near + 0.05 / Double(harmonic)) * sin(Double(harmonic) * phase)
    }
    return level * 1.6 * Float(sum * sin(.pi * (part - 0.2) / 0.8).squareRoot())
  }

  /// Analyses samples block by block.
  static func pacing(
    _ samples: [Float], rate: Int = 16_000, block: Int = 480, gaps: [Gap] = []
  ) throws -> Pacing {
    var analyzer = SpeechAnalyzer(sampleRate: try SampleRate(hertz: rate))
    samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: block) {
        let end = min(samples.count, start + block)
        analyzer.append(UnsafeBufferPointer(rebasing: samples[start..<end]))
      }
    }
    return analyzer.finish(gaps: gaps)
  }

  /// The drawing of a result: one character per 50 ms, `#` where more than half is speech.
  static func drawing(_ pacing: Pacing) -> String {
    (0..<Int((pacing.duration / character).rounded())).map { index in
      let start = Double(index) * character
      let cell = Interval(start: start, end: start + character)
      let sounding = pacing.speech.compactMap { $0.intersection(cell)?.duration }.reduce(0, +)
      return sounding > character / 2 ? "#" : "."
    }.joined()
  }
}
