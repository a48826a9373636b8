import Foundation
public import Signal
public import SpeechTiming

/// A signal with planted speech, pauses, noise and level, and what must be found in it.
public struct SelfTestCase: Sendable {
  /// What is tested, in a few words.
  public let name: String
  /// Frames per second.
  public let rate: SampleRate
  private let drawing: String
  private let levelDBFS: Float
  private let roomDB: Float
  private let offset: Float
  private let gain: Float
  private let under: RoomSound?
  /// Lost audio, on the time line of the drawing, which shows it as `!`.
  public let gaps: [Gap]

  /// Largest allowed distance of a found edge from the planted one, in seconds. Planted edges are exact. In a
  /// quiet room a window of 25 ms every 10 ms cannot be surer than 30 ms; in a loud one, 95 % of the edges of
  /// labelled speech are within 70 ms (docs/measures.md).
  public var tolerance: Double { roomDB <= -30 && under == nil ? 0.03 : 0.07 }
  /// Largest allowed difference of a found level from the planted one, in dB.
  public static let levelTolerance = 1.5

  private init(
    _ name: String, _ drawing: String, rate: SampleRate = .preferred, levelDBFS: Float = -20,
    roomDB: Float = -40, offset: Float = 0, gain: Float = 1, under: RoomSound? = nil
  ) {
    self.name = name
    self.drawing = drawing
    self.rate = rate
    self.levelDBFS = levelDBFS
    self.roomDB = roomDB
    self.offset = offset
    self.gain = gain
    self.under = under
    gaps = PlantedVoice.intervals(of: "!", in: drawing).map {
      Gap(
        position: rate.frame(atSeconds: $0.start), length: rate.frame(atSeconds: $0.duration),
        cause: .overrun)
    }
  }

  /// All cases. Pauses of 0.4, 0.25 and more than a second are planted in each.
  public static let all: [SelfTestCase] = {
    let answer =
      "..........####################........############################################........................"
      + "##############################............."
    return [
      SelfTestCase("a quiet room, 48 kHz", answer),
      SelfTestCase("44.1 kHz", answer, rate: rate(44_100)),
      SelfTestCase("telephone, 8 kHz", answer, rate: rate(8000)),
      SelfTestCase("a quiet microphone, -50 dBFS", answer, levelDBFS: -50),
      SelfTestCase("a loud room, 18 dB under the voice", answer, roomDB: -18),
      SelfTestCase("a constant offset of a fifth of full scale", answer, offset: 0.2),
      SelfTestCase("clipped by 12 dB", answer, gain: 12),
      SelfTestCase("digital silence between the words", answer.replacing(".", with: "0")),
      SelfTestCase("a noise gate that closes 0.1 s after the words", gated(answer)),
      SelfTestCase("mains hum, 10 dB under the voice", answer, under: .hum),
      SelfTestCase("a fan, 18 dB under the voice", answer, roomDB: -50, under: .fan),
      SelfTestCase("a whisper", answer.replacing("#", with: "~")),
      SelfTestCase(
        "a second of lost audio inside a pause",
        "..........####################....!!!!!!!!!!!!!!!!!!!!....##############################.........."),
      SelfTestCase("nobody speaks", "................................................................"),
    ]
  }()

  /// The signal, −1…1; lost audio is silence, as the recorder writes it.
  public var samples: [Float] {
    var voice = PlantedVoice(rate: rate, levelDBFS: levelDBFS, roomDB: roomDB)
    var samples = voice.samples(drawing.replacing("!", with: "0"))
    if let under {
      let level = pow(10, (levelDBFS + under.relativeDB) / 20)
      let sound = under.samples(samples.count, rate: rate, level: level)
      samples = zip(samples, sound).map { $0 + $1 }
    }
    return samples.map { min(1, max(-1, $0 * gain + offset)) }
  }

  /// `drawing` through a gate that opens at the first sound and closes two characters after the last.
  private static func gated(_ drawing: String) -> String {
    let signs = Array(drawing)
    return String(
      signs.indices.map { index in
        signs[index] == "#" || index >= 2 && signs[(index - 2)..<index].contains("#") ? signs[index] : "0"
      })
  }

  /// Planted and found, side by side.
  public func compare(_ found: Pacing) -> [SelfTestFinding] {
    let planted = Pacing(
      duration: Double(drawing.count) * PlantedVoice.character,
      speech: PlantedVoice.intervals(of: "#", in: drawing.replacing("~", with: "#")),
      gaps: gaps.map { $0.interval(at: rate) })
    var findings = [
      SelfTestFinding(
        "speech intervals", Double(planted.speech.count), Double(found.speech.count), within: 0),
      SelfTestFinding("pauses", Double(planted.pauses.count), Double(found.pauses.count), within: 0),
    ]
    if planted.speech.count == found.speech.count {
      for (index, (plant, find)) in zip(planted.speech, found.speech).enumerated() {
        let name = "speech \(index + 1)"
        findings += [
          SelfTestFinding("\(name) starts, s", plant.start, find.start, within: tolerance),
          SelfTestFinding("\(name) ends, s", plant.end, find.end, within: tolerance),
        ]
      }
    }
    findings += plantedLevel(found)
    return findings
  }

  private func plantedLevel(_ found: Pacing) -> [SelfTestFinding] {
    guard gain == 1, under == nil, roomDB <= -30, drawing.contains("."), let noise = found.level.noiseDBFS
    else {
      return []
    }
    // The room's noise is white; what is measured is its share of the bands in which speech is found.
    let (edges, nyquist) = (SpeechBands.edges, Double(rate.hertz) / 2)
    let share = (min(edges[edges.count - 1], nyquist) - edges[0]) / nyquist
    let planted = Double(levelDBFS + roomDB) + 10 * log10(share)
    return [SelfTestFinding("noise, dBFS", planted, noise, within: Self.levelTolerance)]
  }

  private static func rate(_ hertz: Int) -> SampleRate { (try? SampleRate(hertz: hertz)) ?? .preferred }
}

/// One number that was planted, and what was found.
public struct SelfTestFinding: Sendable {
  /// What it is, with its unit.
  public let name: String
  /// What was planted, and what was found.
  public let planted, found: Double
  /// Largest difference allowed.
  public let tolerance: Double

  init(_ name: String, _ planted: Double, _ found: Double, within tolerance: Double) {
    self.name = name
    self.planted = planted
    self.found = found
    self.tolerance = tolerance
  }

  /// True if the difference is allowed.
  public var isGood: Bool { abs(planted - found) <= tolerance }
}
