import Signal

/// What the speech model sees of each window: numbers near ±2 that do not change with gain, microphone or the
/// length of the recording.
package struct ModelInputs {
  /// Numbers per window.
  package static let width = 32
  /// Window after window.
  package private(set) var values: [Float]

  /// The inputs of every window of `section`.
  package init(_ section: Section, floor: NoiseFloor) {
    let count = section.count
    values = [Float](repeating: 0, count: count * Self.width)
    guard count > 0 else { return }
    let alive = Self.alive(section, floor)
    let share = 1 / alive.sum()
    let speechLevel = (floor.speech * alive).sum() * share
    let contrast = ((floor.speech - floor.overall) * alive).sum() * share
    var mean = [Float](repeating: 0, count: count)
    var top = mean
    var voiced = mean
    for window in 0..<count {
      let bands = section.table.bands[window]
      let raw = Self.filled(bands - floor.level(at: window), alive, share)
      let ratio = Decibels.clamped(raw, -3, 24)
      let overall = Decibels.clamped(Self.filled(bands - floor.overall, alive, share), -3, 24)
      let highest = Self.topFour(raw)
      let periodicity = section.table.periodicity[window]
      mean[window] = Self.bandMean(ratio)
      top[window] = min(24, max(-3, highest))
      voiced[window] = periodicity * min(1, max(0, top[window] / 10))
      let base = window * Self.width
      for lane in 0..<15 { values[base + lane] = ratio[lane] / 10 }
      values[base + 15] = mean[window] / 10
      values[base + 16] = top[window] / 10
      values[base + 17] = ratio[15] / 10
      values[base + 18] = min(10, max(-60, (bands * alive).sum() * share - speechLevel)) / 20
      values[base + 19] = periodicity
      values[base + 20] = voiced[window]
      values[base + 21] = section.table.flatness[window] / 10
      values[base + 22] = Self.bandMean(overall) / 10
      values[base + 28] = min(40, max(0, contrast)) / 20
      values[base + 30] = min(50, max(-3, highest)) / 20
      values[base + 31] = section.table.isVoid[window] ? 1 : 0
    }
    put(NoiseFloor.means(of: top, reach: 15), at: 23, scale: 0.1)
    put(NoiseFloor.means(of: top, reach: 50), at: 24, scale: 0.1)
    put(Self.extremes(of: mean, by: max), at: 25, scale: 0.1)
    put(Self.extremes(of: mean, by: min), at: 26, scale: 0.1)
    put(NoiseFloor.means(of: voiced, reach: 15), at: 27, scale: 1)
    putChange(section, alive: alive, share: share)
  }

  /// Bands that carry sound, as weights of 1 and 0: those that the sample rate can hold, less those that a
  /// codec has emptied (65 dB under the strongest even in speech).
  private static func alive(_ section: Section, _ floor: NoiseFloor) -> SIMD16<Float> {
    let strongest = (0..<section.presentBands).reduce(-200) { max($0, floor.speech[$1]) }
    var alive = SIMD16<Float>.zero
    for band in 0..<section.presentBands where floor.speech[band] > strongest - 65 { alive[band] = 1 }
    if alive.sum() == 0 { alive[0] = 1 }
    return alive
  }

  /// Missing bands get the mean of the others: zeros would say that there is no speech in them.
  @inline(__always)
  private static func filled(
    _ ratio: SIMD16<Float>, _ alive: SIMD16<Float>, _ share: Float
  ) -> SIMD16<Float> {
    let mean = (ratio * alive).sum() * share
    // 0 times a finite number, or 1 times it: exact.
    var filled = ratio * alive + (1 - alive) * mean
    filled[15] = ratio[15]
    return filled
  }

  @inline(__always)
  private static func bandMean(_ ratio: SIMD16<Float>) -> Float { (ratio.sum() - ratio[15]) / 15 }

  /// Mean of the four largest of the 15 bands.
  @inline(__always)
  private static func topFour(_ ratio: SIMD16<Float>) -> Float {
    // Each value sinks to its place among the four.
    var (a, b, c, d) = (Float(-200), Float(-200), Float(-200), Float(-200))
    for lane in 0..<15 {
      var value = ratio[lane]
      (a, value) = (value > a ? value : a, value > a ? a : value)
      (b, value) = (value > b ? value : b, value > b ? b : value)
      (c, value) = (value > c ? value : c, value > c ? c : value)
      d = value > d ? value : d
    }
    return (a + b + c + d) / 4
  }

  /// Largest or smallest of each window's ±250 ms, in steps of 50 ms.
  private static func extremes(of values: [Float], by pick: (Float, Float) -> Float) -> [Float] {
    let cell = 5
    let cells = stride(from: 0, to: values.count, by: cell).map { start in
      values[start..<min(values.count, start + cell)].reduce(values[start], pick)
    }
    let wide = cells.indices.map { index in
      cells[max(0, index - 5)...min(cells.count - 1, index + 5)].reduce(cells[index], pick)
    }
    return values.indices.map { wide[$0 / cell] }
  }

  /// How much the spectrum moves from 20 ms before to 20 ms after: mean absolute change of the band levels.
  private mutating func putChange(_ section: Section, alive: SIMD16<Float>, share: Float) {
    let bands = section.table.bands
    for window in 0..<section.count {
      let before = bands[max(0, window - 2)]
      let after = bands[min(section.count - 1, window + 2)]
      let difference = after - before
      let change = SIMD16(
        lowHalf: Decibels.magnitude(difference.lowHalf), highHalf: Decibels.magnitude(difference.highHalf))
      values[window * Self.width + 29] = min(30, (change * alive).sum() * share) / 10
    }
  }

  private mutating func put(_ column: [Float], at lane: Int, scale: Float) {
    for (window, value) in column.enumerated() { values[window * Self.width + lane] = value * scale }
  }
}
