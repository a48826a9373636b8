import Foundation
package import Signal

/// Steady background sounds of many recordings.
package enum RoomSound: Sendable {
  /// Mains at 50 Hz with its odd harmonics, as a bad cable picks it up.
  case hum
  /// A fan: blades at 110 Hz, four harmonics, and air that falls by 6 dB an octave from 400 Hz.
  case fan

  /// Level against the voice in the self test, in dB: hum lies below the frequencies that speech is
  /// heard by, a fan does not.
  var relativeDB: Float { self == .hum ? -10 : -18 }

  /// `count` samples with an rms of about `level`; the same on every machine.
  package func samples(_ count: Int, rate: SampleRate, level: Float) -> [Float] {
    switch self {
    case .hum: Self.scaled(Self.lines([50, 150, 250, 350], count, rate), to: level)
    case .fan:
      Self.scaled(
        zip(
          Self.scaled(Self.lines([110, 220, 330, 440], count, rate), to: 0.5),
          Self.scaled(Self.air(count, rate), to: 1)
        ).map { $0 + $1 }, to: level)
    }
  }

  /// Sines whose amplitudes fall with their frequency.
  private static func lines(_ frequencies: [Double], _ count: Int, _ rate: SampleRate) -> [Float] {
    (0..<count).map { index in
      let time = Double(index) / Double(rate.hertz)
      return Float(
        frequencies.reduce(0) { $0 + sin(2 * .pi * $1 * time + $1) * (frequencies.first ?? 1) / $1 })
    }
  }

  /// Noise through one pole at 400 Hz.
  private static func air(_ count: Int, _ rate: SampleRate) -> [Float] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let share = Float(1 - exp(-2 * .pi * 400 / Double(rate.hertz)))
    var last: Float = 0
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      last += share * (Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648 - last)
      return last
    }
  }

  private static func scaled(_ samples: [Float], to level: Float) -> [Float] {
    let power = samples.reduce(Double(0)) { $0 + Double($1 * $1) } / Double(max(1, samples.count))
    guard power > 0 else { return samples }
    let factor = level / Float(power.squareRoot())
    return samples.map { $0 * factor }
  }
}
