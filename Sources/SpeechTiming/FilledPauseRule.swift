import Foundation
import Signal

/// Finds what may be an "um" or "uh": a voice that holds still. Drawn-out vowels and creak look alike, so the
/// rule asks for much and says how sure it is.
///
/// Spectrum and pitch of fillers: Shriberg 1999 (ICPhS), Goto, Itou & Hayamizu 1999 (Eurospeech). The bounds
/// started from 15 timed fillers of one speaker and were adjusted on that speaker's other clips: anecdotes.
///
/// Each bound was varied alone. Given at each bound are the precision and recall of all candidates on the
/// synthetic fillers of `scripts/fillers`, in per cent (96/67 with the values here), and the number of marks
/// with a confidence of 0.5 or more in 8.9 minutes of second-language reading, which should have none (2 with
/// the values here). On the 15 fillers of people in mfa_clips, each value found 4 to 6.
struct FilledPauseRule {
  /// Shortest steady voice, in windows. 10 and 20: 80/80 and 2, 98/53 and 1.
  private static let shortest = 15
  /// A window is voiced from this periodicity on. 0.45 and 0.65: 96/67 and 2, 94/67 and 2.
  private static let leastPeriodicity: Float = 0.55
  /// A window's change is measured from this many windows before it to this many after it: 80 ms. 3 and 5:
  /// 92/74 and 3, 95/61 and 1.
  private static let reach = 4
  /// Largest mean change per band over these 80 ms, levels normalised, in dB. 2.3 and 3.3: 98/67 and 0,
  /// 97/68 and 3.
  private static let mostChange: Float = 2.8
  /// At the ends of steady voice, one of the two windows already belongs to another sound: one and a half
  /// times the change is allowed there. 1.25 and 1.75: 98/67 and 0, 97/68 and 3.
  private static let atEnds: Float = 1.5
  /// Bands compared: 200–2500 Hz. Below is rumble; above, fillers have little energy.
  private static let bands = 1..<10
  /// Largest movement of the pitch, from its 10 to its 90 % quantile, in semitones. 2 and 5: 100/67 and 2, 93/67
  /// and 2.
  private static let mostMovement: Float = 3
  /// Highest median pitch relative to the speaker's: fillers are low. 1 and 1.15: 96/67 and 1, 96/67 and 2.
  private static let mostPitch: Float = 1.05
  /// Least level of `body` above `high`, in dB. 6 and 18: 94/67 and 2, 98/67 and 1.
  private static let leastTilt: Float = 12
  /// The bands of 300–1300 Hz, where the energy of fillers is.
  private static let body = 2..<7
  /// The bands above 3.8 kHz, where fillers have little.
  private static let high = 12..<15
  /// Least mean level of `body` above the floor, in dB. 0 and 10: 96/67 and 2, 96/67 and 1.
  private static let leastRatio: Float = 5
  /// A silence of this many windows beside it makes a filler more likely. This changes only the confidence:
  /// 20 % of the fillers reach 0.5; 8 and 25 gave 20 and 15 %.
  private static let silence = 15
  /// A silence counts as beside it if at most this many windows, 80 ms, of other speech are between. 4 and
  /// 16, in the same way: 1 and 21 %.
  private static let atEdge = 8
  /// The confidence of the shortest candidate without a silence beside it. Given here and at the next three
  /// numbers, which change only the confidence, are the per cent of the synthetic fillers that reach 0.5, the
  /// number of marks in the reading, and how many of the 15 fillers of people are found: 20, 2 and 5 with the
  /// values here. 0.05 and 0.15: 17, 0 and 2; 24, 2 and 5.
  private static let least = 0.1
  /// What its length adds to the confidence at most. 0.3 and 0.5: 18, 0 and 2; 25, 3 and 5.
  private static let forLength = 0.4
  /// It adds all of this when the candidate is so many windows longer than the shortest. 25 and 50: 29, 4 and
  /// 5; 17, 0 and 3.
  private static let longer = 35.0
  /// What each silence beside it adds. 0.1 and 0.2: 12.5, 2 and 5; 24, 2 and 5.
  private static let forSilence = 0.15

  private let passage: Passage
  private let floor: NoiseFloor
  private let sounding: [Range<Int>]
  private let speakerPitch: Float

  init(_ passage: Passage, floor: NoiseFloor, sounding: [Range<Int>]) {
    (self.passage, self.floor, self.sounding) = (passage, floor, sounding)
    let voiced = sounding.joined().filter { passage.table.periodicity[$0] > Self.leastPeriodicity }
    speakerPitch = Self.quantile(voiced.map { passage.table.pitch[$0] }, 0.5)
  }

  /// Possible fillers as ranges of windows with a confidence of 0.1…0.8, ascending.
  func candidates() -> [(range: Range<Int>, confidence: Double)] {
    sounding.indices.flatMap { index in
      steadyVoice(in: sounding[index]).compactMap { steady in
        confidence(of: steady, in: index).map { (steady, $0) }
      }
    }
  }

  private func steadyVoice(in interval: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = interval.lowerBound
    for window in interval.lowerBound...interval.upperBound
    where window == interval.upperBound || !isSteady(window) {
      if window - start >= Self.shortest { result.append(start..<window) }
      start = window + 1
    }
    return result
  }

  private func isSteady(_ window: Int) -> Bool {
    let table = passage.table
    guard table.periodicity[window] > Self.leastPeriodicity,
      floor.ratio(table.bands[window], at: window, bands: Self.body) > Self.leastRatio
    else { return false }
    let before = normalised(table.bands[max(0, window - Self.reach)])
    let after = normalised(table.bands[min(passage.count - 1, window + Self.reach)])
    let change = Self.bands.reduce(Float(0)) { $0 + abs(after[$1] - before[$1]) }
    return change / Float(Self.bands.count) < Self.mostChange * Self.atEnds
  }

  private func normalised(_ levels: SIMD16<Float>) -> SIMD16<Float> {
    let mean = Self.bands.reduce(Float(0)) { $0 + levels[$1] } / Float(Self.bands.count)
    return levels - mean
  }

  private func confidence(of steady: Range<Int>, in index: Int) -> Double? {
    let table = passage.table
    let pitches = steady.map { table.pitch[$0] }
    let (low, high) = (Self.quantile(pitches, 0.1), Self.quantile(pitches, 0.9))
    guard low > 0, 12 * Float(log2(Double(high / low))) < Self.mostMovement,
      Self.quantile(pitches, 0.5) <= Self.mostPitch * speakerPitch
    else { return nil }
    let mean = steady.reduce(SIMD16<Float>.zero) { $0 + table.bands[$1] } / Float(steady.count)
    let body = Self.body.reduce(Float(0)) { $0 + mean[$1] } / Float(Self.body.count)
    let above = Self.high.reduce(Float(0)) { $0 + mean[$1] } / Float(Self.high.count)
    guard body - above > Self.leastTilt else { return nil }
    // A long one with silence beside it is more likely. 370 ms beside one pause, or 240 ms between two, reach
    // 0.5: the last vowel of a sentence is drawn out too.
    let length = min(1, Double(steady.count - Self.shortest) / Self.longer)
    let beside = silences(around: steady, in: index)
    return Self.least + Self.forLength * length + Self.forSilence * Double(beside)
  }

  /// The number of sides of `steady` with a silence within 80 ms: 0, 1 or 2.
  private func silences(around steady: Range<Int>, in index: Int) -> Int {
    let interval = sounding[index]
    let before = interval.lowerBound - (index > 0 ? sounding[index - 1].upperBound : 0)
    let next = index + 1 < sounding.count ? sounding[index + 1].lowerBound : passage.count
    let left = steady.lowerBound - interval.lowerBound <= Self.atEdge && before >= Self.silence
    let right =
      interval.upperBound - steady.upperBound <= Self.atEdge && next - interval.upperBound >= Self.silence
    return (left ? 1 : 0) + (right ? 1 : 0)
  }

  private static func quantile(_ values: [Float], _ fraction: Double) -> Float {
    guard !values.isEmpty else { return 0 }
    return values.sorted()[min(values.count - 1, Int(fraction * Double(values.count)))]
  }
}
