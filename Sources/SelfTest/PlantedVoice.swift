import Foundation
public import Signal

/// Renders a drawn recording: `#` is a voice, `~` the same in a whisper, `.` is the room, `0` is digital silence; 50 ms a
/// character.
///
/// The voice is a pulse train through formants that change with every syllable, four syllables a second, each
/// begun by a hiss. It imitates no person, but its spectrum, rhythm and pitch are those of speech. What was
/// planted is known to the sample. The same seed gives the same samples on every machine.
public struct PlantedVoice {
  /// Length of one character of a drawing in seconds.
  public static let character = 0.05

  private let rate: SampleRate
  private let level: Float
  private let room: Float
  private var state: UInt64
  private var tract = Whisper()

  /// - Parameters:
  ///   - levelDBFS: approximate rms level of the voice's loudest part.
  ///   - roomDB: rms of the room's noise against the voice, in dB.
  public init(rate: SampleRate, levelDBFS: Float = -20, roomDB: Float = -40, seed: UInt64 = 1) {
    self.rate = rate
    level = pow(10, levelDBFS / 20)
    // Uniform noise of this amplitude has the rms that is asked for: amplitude = rms × √3.
    room = level * pow(10, roomDB / 20) * Float(3).squareRoot()
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// The samples of `drawing`, −1…1 at full scale.
  public mutating func samples(_ drawing: String) -> [Float] {
    let size = Int(Double(rate.hertz) * Self.character)
    var result: [Float] = []
    result.reserveCapacity(drawing.count * size)
    var spoken = 0
    for character in drawing {
      for _ in 0..<size {
        var value = character == "0" ? 0 : room * noise()
        if character == "#" || character == "~" {
          let time = Double(spoken) / Double(rate.hertz)
          value += character == "#" ? voice(at: time) : whisper(at: time)
          spoken += 1
        }
        result.append(value)
      }
    }
    return result
  }

  /// Where `mark` is drawn, in seconds.
  public static func intervals(of mark: Character, in drawing: String) -> [Interval] {
    var intervals: [Interval] = []
    for (index, drawn) in drawing.enumerated() where drawn == mark {
      let start = Double(index) * character
      if let last = intervals.indices.last, abs(intervals[last].end - start) < character / 2 {
        intervals[last].end = start + character
      } else {
        intervals.append(Interval(start: start, end: start + character))
      }
    }
    return intervals
  }

  /// The voice after `time` seconds of speaking.
  private mutating func voice(at time: Double) -> Float {
    let syllable = Int(time * 4)
    let part = time * 4 - Double(syllable)
    if part < 0.2 { return level * 0.5 * noise() }
    let (first, second) = Self.formants[syllable % Self.formants.count]
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

  /// The whisper after `time` seconds: the same syllables, with breath in place of the pulses.
  private mutating func whisper(at time: Double) -> Float {
    let syllable = Int(time * 4)
    let part = time * 4 - Double(syllable)
    if part < 0.2 { return level * 0.5 * noise() }
    let (first, second) = Self.formants[syllable % Self.formants.count]
    let source = Double(noise())
    let sum =
      tract.first.pass(source, frequency: first, bandwidth: 200, rate: rate)
      + 0.7 * tract.second.pass(source, frequency: second, bandwidth: 250, rate: rate)
    return level * 1.2 * Float(sum * sin(.pi * (part - 0.2) / 0.8).squareRoot())
  }

  /// First and second formant of each syllable in turn, in hertz.
  private static let formants: [(Double, Double)] = [
    (700, 1200), (300, 2300), (500, 1500), (350, 800), (550, 1800),
  ]

  /// Uniform in −1…1 (xorshift64*, Vigna 2016).
  private mutating func noise() -> Float {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Float(Int32(truncatingIfNeeded: (state &* 0x2545_F491_4F6C_DD1D) >> 32)) / 2_147_483_648
  }
}

/// The two resonances of the whispering throat.
private struct Whisper {
  var first = Resonance()
  var second = Resonance()
}

/// A two-pole resonance (Klatt 1980, equation 1) with zeros at 0 and at half the rate, because lips radiate
/// no constant pressure. Its gain keeps noise at the level that it came with.
private struct Resonance {
  private var inputs = (0.0, 0.0)
  private var last = (0.0, 0.0)

  mutating func pass(_ input: Double, frequency: Double, bandwidth: Double, rate: SampleRate) -> Double {
    let period = 1 / Double(rate.hertz)
    let decay = exp(-.pi * bandwidth * period)
    let turn = 2 * decay * cos(2 * .pi * frequency * period)
    let gain = ((1 - decay * decay) / 2).squareRoot()
    let output = gain * (input - inputs.1) + turn * last.0 - decay * decay * last.1
    inputs = (input, inputs.0)
    last = (output, last.0)
    return output
  }
}
