import Signal

/// The level of the noise in each band, over time, found from the recording itself in two passes.
///
/// Pass 1 takes the windows near the local minimum. Pass 2 treats what stands above that floor as speech, and
/// averages the rest within ±2 s. The floor is kept per block of 100 ms.
///
/// Each constant was varied alone, without learning again, on the recordings of docs/accuracy.md. With the
/// values here, DER is 3.10 and F1 is 96.4; the results of other values are given at each constant as DER and
/// F1. Differences of F1 under 0.3 are chance. The models learned with the values here, so a value that looks
/// a little better is not.
package struct NoiseFloor {
  /// Windows per block. 5 and 20, and so ±1 and ±4 s below: 3.29 and 96.1, 3.05 and 96.1.
  static let block = 10
  /// ±2 s in blocks. 10 and 40: 3.28 and 95.9, 3.06 and 96.1.
  private static let reach = 20
  /// The fewest windows that make a floor; with fewer, ±10 s are taken, then the whole passage. 8 and 30: no
  /// change.
  static let fewest: Float = 15
  /// The largest distance of the floor below the speech, in dB, so that digital silence and noise gates do
  /// not turn breaths into speech. 36, 48 and 60: 3.21 and 96.3, 3.15 and 96.2, 3.18 and 96.2.
  private static let deepest: Float = 42
  /// A band counts as at most this far below the strongest band, in dB. 18 and 35: 3.14 and 96.4, 3.10 and
  /// 96.3.
  private static let deepestBand: Float = 25
  /// Pass 1: this quantile of the nearby levels is used as the local minimum. 0.05 and 0.2: 3.04 and 96.5,
  /// 3.42 and 95.8.
  private static let minimum: Double = 0.1
  /// Pass 1: windows at most this far above that minimum are taken, in dB. 2 and 5: 3.06 and 96.5, 3.21 and
  /// 96.1.
  private static let aboveQuantile: Float = 3
  /// Pass 2: windows are noise if their mean band level, over 50 ms, stands out less than this, in dB. 1.5
  /// and 4: 3.04 and 96.4, 3.26 and 95.9.
  private static let standsOut: Float = 2.5
  /// Windows on either side over which a level is averaged before it is judged. 0 and 4: 3.06 and 96.3, 3.24 and 96.1.
  private static let smoothing = 2
  /// The height of a band above the floor is clamped to these bounds, in dB, as in `ModelInputs`. −6 and 0
  /// for the first: 3.16 and 96.1, 3.02 and 96.6; 18 and 36 for the second: 3.11 and 96.4, 3.10 and 96.4.
  private static let (leastOut, mostOut): (Float, Float) = (-3, 24)
  /// A window counts as speech if its bands stand out by this much on average, in dB. 4 and 9: 3.10 and 96.3,
  /// 3.13 and 95.9.
  private static let speechOut: Float = 6
  /// The quantile of the speech windows that is the level of speech. 0.8 and 0.95: 3.31 and 95.9, 3.22 and 95.8.
  private static let speechQuantile: Double = 0.9
  /// Fewer speech windows than this, half a second, are not enough: then `sparseQuantile` of all windows is
  /// taken. 25 and 100: no change.
  private static let fewestSpeech = 50
  /// The quantile for that case. 0.9 and 0.98: 3.10 and 96.3, 3.12 and 96.3.
  private static let sparseQuantile: Double = 0.95

  /// Floor per block, bands in the lanes, in dB.
  let blocks: [SIMD16<Float>]
  /// The mean over the passage, in dB.
  let overall: SIMD16<Float>
  /// Level of speech per band: the 90 % quantile of the windows that stand out by 6 dB, in dB.
  let speech: SIMD16<Float>

  /// The floor at a window, in dB.
  func level(at window: Int) -> SIMD16<Float> { blocks[window / Self.block] }

  /// How far `bands` stand above the floor at a window, on average, in dB. Unlike the level of the whole
  /// spectrum this is not dominated by rumble.
  func ratio(_ levels: SIMD16<Float>, at window: Int, bands: Range<Int>) -> Float {
    let difference = levels - level(at: window)
    return bands.reduce(Float(0)) { $0 + difference[$1] } / Float(bands.count)
  }

  package init(_ passage: Passage) {
    let levels = passage.bandLevels
    let smoothed = Self.means(of: levels, reach: Self.smoothing)
    let usable = passage.usable
    let near = Self.nearMinimum(smoothed, usable: usable)
    let first = Self.floors(passage, noise: near)
    let present = passage.presentBands
    let standing = (0..<passage.count).map { window -> Float in
      let floor = first.blocks[window / Self.block]
      let difference = Decibels.clamped(passage.table.bands[window] - floor, Self.leastOut, Self.mostOut)
      return (0..<present).reduce(0) { $0 + difference[$1] } / Float(present)
    }
    let standingSmoothed = Self.means(of: standing, reach: Self.smoothing)
    let noise = zip(usable, standingSmoothed).map { $0 && $1 < Self.standsOut }
    let second = Self.floors(passage, noise: noise.contains(true) ? noise : near)
    let speech = Self.speechLevel(passage, usable: usable, standing: standing)
    let least = pointwiseMax(speech, SIMD16(repeating: Self.strongest(speech, present) - Self.deepestBand))
    let clamp = pointwiseMax(
      least - Self.deepest,
      Self.betweenGates(passage, levels: levels, usable: usable, speech: speech) ?? least - Self.deepest)
    self.speech = speech
    overall = pointwiseMax(second.overall, clamp)
    blocks = second.blocks.map { pointwiseMax($0, clamp) }
  }

  private static func strongest(_ levels: SIMD16<Float>, _ present: Int) -> Float {
    (0..<present).reduce(-200) { max($0, levels[$1]) }
  }

  /// Windows within 3 dB of the 10 % quantile of ±2 s and below the median of all.
  private static func nearMinimum(_ levels: [Float], usable: [Bool]) -> [Bool] {
    var all = Histogram()
    for window in levels.indices where usable[window] { all.add(levels[window]) }
    guard let median = all.quantile(0.5) else { return usable }
    var local = Histogram()
    var (added, removed) = (0, 0)
    var result = [Bool](repeating: false, count: levels.count)
    for start in stride(from: 0, to: levels.count, by: block) {
      let middle = start + block / 2
      while added < min(levels.count, middle + reach * block) {
        if usable[added] { local.add(levels[added]) }
        added += 1
      }
      while removed < middle - reach * block {
        if usable[removed] { local.remove(levels[removed]) }
        removed += 1
      }
      guard let quantile = local.quantile(minimum) else { continue }
      for window in start..<min(levels.count, start + block) where usable[window] {
        result[window] = levels[window] <= quantile + aboveQuantile && levels[window] <= median
      }
    }
    return result
  }

  /// Mean power of the windows marked as noise: per block over ±2 s, and over all.
  private static func floors(
    _ passage: Passage, noise: [Bool]
  ) -> (blocks: [SIMD16<Float>], overall: SIMD16<Float>) {
    let number = (passage.count + block - 1) / block
    var powers = [SIMD16<Float>](repeating: .zero, count: number)
    var counts = [Float](repeating: 0, count: number)
    for window in 0..<passage.count where noise[window] {
      powers[window / block] += Decibels.power(passage.table.bands[window])
      counts[window / block] += 1
    }
    let (total, totalCount) = sum(powers, counts, 0..<number)
    let overall = Decibels.ofPower(total / max(1, totalCount))
    let blocks = (0..<number).map { index -> SIMD16<Float> in
      for reach in [reach, 5 * reach] {
        let (power, count) = sum(powers, counts, max(0, index - reach)..<min(number, index + reach + 1))
        if count >= fewest { return Decibels.ofPower(power / count) }
      }
      return overall
    }
    return (blocks, overall)
  }

  private static func sum(
    _ powers: [SIMD16<Float>], _ counts: [Float], _ range: Range<Int>
  ) -> (SIMD16<Float>, Float) {
    var (power, count) = (SIMD16<Float>.zero, Float(0))
    for index in range {
      power += powers[index]
      count += counts[index]
    }
    return (power, count)
  }

  private static func speechLevel(_ passage: Passage, usable: [Bool], standing: [Float]) -> SIMD16<Float> {
    var active = (0..<passage.count).filter { usable[$0] && standing[$0] > speechOut }
    let fraction = active.count < fewestSpeech ? sparseQuantile : speechQuantile
    if active.count < fewestSpeech { active = (0..<passage.count).filter { usable[$0] } }
    var level = SIMD16<Float>(repeating: -120)
    for lane in 0..<16 {
      var histogram = Histogram()
      for window in active { histogram.add(passage.table.bands[window][lane]) }
      level[lane] = histogram.quantile(fraction) ?? -120
    }
    return level
  }

  /// Mean over `reach` neighbours on each side; at the ends, over those that exist.
  static func means(of values: [Float], reach: Int) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    var sum = 0.0
    var (first, end) = (0, 0)
    for index in values.indices {
      while end < min(values.count, index + reach + 1) {
        sum += Double(values[end])
        end += 1
      }
      while first < index - reach {
        sum -= Double(values[first])
        first += 1
      }
      result[index] = Float(sum / Double(end - first))
    }
    return result
  }
}
