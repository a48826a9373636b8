import Signal

/// The level of the noise in each band, over time, found from the recording itself in two passes.
///
/// Pass 1 takes the windows near the local minimum; pass 2 takes what stands out of that floor for speech and
/// averages the rest within ±2 s. The floor is kept per block of 100 ms.
package struct NoiseFloor {
  /// Windows per block.
  static let block = 10
  /// ±2 s in blocks.
  private static let reach = 20
  /// Fewest windows that make a floor; with fewer, ±10 s are taken, then the whole passage.
  private static let fewest: Float = 15
  /// Largest distance of the floor under the speech, in dB, so that digital silence and noise gates do not turn
  /// breaths into speech.
  private static let deepest: Float = 42
  /// A band counts as at most this far under the strongest band, in dB.
  private static let deepestBand: Float = 25
  /// Pass 1: windows at most this far over the rolling 10 % quantile, in dB.
  private static let aboveQuantile: Float = 3
  /// Pass 2: windows whose mean band level, over 50 ms, stands out less than this, in dB, are noise.
  private static let standsOut: Float = 2.5

  /// What a gate holds open for is this far under the speech, in dB, at least; above it the ends of words begin.
  private static let underSpeech: Float = 25

  /// The middle half of the levels of steady noise lies within 2 dB, 15 bands averaged; that of fading words within 10.
  private static let steady: Float = 5

  /// Floor per block, bands in the lanes, in dB.
  let blocks: [SIMD16<Float>]
  /// The mean over the passage, in dB.
  let overall: SIMD16<Float>
  /// Level of speech per band: the 90 % quantile of the windows that stand out by 6 dB, in dB.
  let speech: SIMD16<Float>

  /// The floor at a window, in dB.
  func level(at window: Int) -> SIMD16<Float> { blocks[window / Self.block] }

  /// How far some bands stand out of the floor at a window, on average, in dB. Unlike the level of the whole
  /// spectrum this is not ruled by rumble.
  func ratio(_ levels: SIMD16<Float>, at window: Int, bands: Range<Int>) -> Float {
    let difference = levels - level(at: window)
    return bands.reduce(Float(0)) { $0 + difference[$1] } / Float(bands.count)
  }

  package init(_ passage: Passage) {
    let levels = passage.bandLevels
    let smoothed = Self.means(of: levels, reach: 2)
    let usable = passage.usable
    let near = Self.nearMinimum(smoothed, usable: usable)
    let first = Self.floors(passage, noise: near)
    let present = passage.presentBands
    let standing = (0..<passage.count).map { window -> Float in
      let floor = first.blocks[window / Self.block]
      let difference = Decibels.clamped(passage.table.bands[window] - floor, -3, 24)
      return (0..<present).reduce(0) { $0 + difference[$1] } / Float(present)
    }
    let standingSmoothed = Self.means(of: standing, reach: 2)
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

  /// What a gate lets through before it closes is the room, though it is heard for a tenth of a second only: the median of
  /// the windows that are neither dead nor within 25 dB of the speech. `nil` where there is no digital silence, where
  /// there are too few such windows, and where they are not steady: then they are the ends of words.
  private static func betweenGates(
    _ passage: Passage, levels: [Float], usable: [Bool], speech: SIMD16<Float>
  ) -> SIMD16<Float>? {
    let isVoid = passage.table.isVoid
    guard (0..<passage.count).contains(where: { usable[$0] && isVoid[$0] }) else { return nil }
    let limit = speech[SpeechBands.whole] - underSpeech
    let held = (0..<passage.count).filter {
      usable[$0] && !isVoid[$0] && passage.table.bands[$0][SpeechBands.whole] < limit
    }
    guard Float(held.count) >= fewest, isSteady(held.map { levels[$0] }) else { return nil }
    var floor = SIMD16<Float>(repeating: -200)
    for lane in 0..<16 {
      var histogram = Histogram()
      for window in held { histogram.add(passage.table.bands[window][lane]) }
      floor[lane] = histogram.quantile(0.5) ?? -200
    }
    return floor
  }

  /// Is the middle half of these levels within `steady` dB?
  private static func isSteady(_ levels: [Float]) -> Bool {
    var histogram = Histogram()
    for level in levels { histogram.add(level) }
    guard let low = histogram.quantile(0.25), let high = histogram.quantile(0.75) else { return false }
    return high - low < steady
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
      guard let quantile = local.quantile(0.1) else { continue }
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
    var active = (0..<passage.count).filter { usable[$0] && standing[$0] > 6 }
    // Less than half a second that stands out: then the loudest part of everything.
    let fraction = active.count < 50 ? 0.95 : 0.9
    if active.count < 50 { active = (0..<passage.count).filter { usable[$0] } }
    var level = SIMD16<Float>(repeating: -120)
    for lane in 0..<16 {
      var histogram = Histogram()
      for window in active { histogram.add(passage.table.bands[window][lane]) }
      level[lane] = histogram.quantile(fraction) ?? -120
    }
    return level
  }

  /// Mean over `reach` neighbours on each side; at the ends over those that exist.
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
