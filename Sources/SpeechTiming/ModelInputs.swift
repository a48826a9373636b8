import Signal

/// The inputs of the speech model for each window: numbers near ±2 that do not depend on gain, microphone or
/// the length of the recording.
package struct ModelInputs {
  /// Numbers per window.
  package static let width = 32
  /// Window after window; in each, the bands and then the numbers of `Lane`.
  package private(set) var values: [Float]

  /// The numbers after the levels of the 15 bands over their floors (dB ÷ 10, −0.3…2.4). The weights refer to
  /// the numbers by position: the order is part of the models.
  enum Lane: Int {
    /// Mean of the bands.
    case bandMean = 15
    /// Mean of the four bands that stand out most.
    case topBands
    /// 100–7400 Hz together over its floor.
    case whole
    /// Mean level of the bands relative to that of speech, dB ÷ 20.
    case level
    /// The table's periodicity, 0…1.
    case periodicity
    /// Periodicity, as far as four bands stand out, 0…1.
    case voiced
    /// The table's flatness, dB ÷ 10.
    case flatness
    /// Mean of the bands over the mean floor of the passage, dB ÷ 10.
    case overPassageFloor
    /// `topBands`, mean of ±150 ms and of ±500 ms.
    case topBandsNear, topBandsAround
    /// Largest and smallest `bandMean` within ±250 ms.
    case highestNear, lowestNear
    /// `voiced`, mean of ±150 ms.
    case voicedNear
    /// How far the speech of the passage stands above its noise, dB ÷ 20, the same in every window.
    case contrast
    /// How much the bands move from 20 ms before to 20 ms after, dB ÷ 10.
    case change
    /// `topBands` up to 50 dB instead of 24, ÷ 20.
    case topBandsFar
    /// 1 in a hop whose samples are all equal, else 0.
    case isVoid
  }

  /// A number of a window.
  @inline(__always)
  private(set) subscript(window: Int, lane: Lane) -> Float {
    get { values[window * Self.width + lane.rawValue] }
    set { values[window * Self.width + lane.rawValue] = newValue }
  }

  /// Inputs that were computed before; `nil` if there are not `width` per window.
  package init?(values: [Float]) {
    guard values.count % Self.width == 0 else { return nil }
    self.values = values
  }

  /// The inputs of every window of `passage`.
  package init(_ passage: Passage, floor: NoiseFloor) {
    let count = passage.count
    values = [Float](repeating: 0, count: count * Self.width)
    guard count > 0 else { return }
    let alive = Self.alive(passage, floor)
    let share = 1 / alive.sum()
    let speechLevel = (floor.speech * alive).sum() * share
    let contrast = ((floor.speech - floor.overall) * alive).sum() * share
    var mean = [Float](repeating: 0, count: count)
    var top = mean
    var voiced = mean
    for window in 0..<count {
      let bands = passage.table.bands[window]
      let raw = Self.filled(bands - floor.level(at: window), alive, share)
      let ratio = Decibels.clamped(raw, -3, 24)
      let overall = Decibels.clamped(Self.filled(bands - floor.overall, alive, share), -3, 24)
      let highest = Self.topFour(raw)
      let periodicity = passage.table.periodicity[window]
      mean[window] = Self.bandMean(ratio)
      top[window] = min(24, max(-3, highest))
      voiced[window] = periodicity * min(1, max(0, top[window] / 10))
      let base = window * Self.width
      for band in 0..<SpeechBands.count { values[base + band] = ratio[band] / 10 }
      self[window, .bandMean] = mean[window] / 10
      self[window, .topBands] = top[window] / 10
      self[window, .whole] = ratio[SpeechBands.whole] / 10
      self[window, .level] = min(10, max(-60, (bands * alive).sum() * share - speechLevel)) / 20
      self[window, .periodicity] = periodicity
      self[window, .voiced] = voiced[window]
      self[window, .flatness] = passage.table.flatness[window] / 10
      self[window, .overPassageFloor] = Self.bandMean(overall) / 10
      self[window, .contrast] = min(40, max(0, contrast)) / 20
      self[window, .topBandsFar] = min(50, max(-3, highest)) / 20
      self[window, .isVoid] = passage.table.isVoid[window] ? 1 : 0
    }
    put(NoiseFloor.means(of: top, reach: 15), as: .topBandsNear, scale: 0.1)
    put(NoiseFloor.means(of: top, reach: 50), as: .topBandsAround, scale: 0.1)
    put(Self.extremes(of: mean, by: max), as: .highestNear, scale: 0.1)
    put(Self.extremes(of: mean, by: min), as: .lowestNear, scale: 0.1)
    put(NoiseFloor.means(of: voiced, reach: 15), as: .voicedNear, scale: 1)
    putChange(passage, alive: alive, share: share)
  }

  /// A band counts as emptied by a codec if it is this far below the strongest even in speech, in dB. Varied
  /// alone, without learning again: 60, 70 and no such bound change neither DER nor F1 on the recordings of
  /// docs/accuracy.md (3.10 and 96.4). On copies of 53 of them from an MP3 of 24 kbit/s that ends at 4 kHz,
  /// DER is 3.67 and F1 95.4; 60 and 70 change neither, and with no such bound they are 3.55 and 95.9.
  private static let emptied: Float = 65

  /// Bands that carry sound, as weights of 1 and 0: those that the sample rate can hold, except those that a
  /// codec has emptied.
  private static func alive(_ passage: Passage, _ floor: NoiseFloor) -> SIMD16<Float> {
    let strongest = (0..<passage.presentBands).reduce(-200) { max($0, floor.speech[$1]) }
    var alive = SIMD16<Float>.zero
    for band in 0..<passage.presentBands where floor.speech[band] > strongest - emptied {
      alive[band] = 1
    }
    if alive.sum() == 0 { alive[0] = 1 }
    return alive
  }

  /// Missing bands get the mean of the others, because zeros would mean that they have no speech.
  @inline(__always)
  private static func filled(
    _ ratio: SIMD16<Float>, _ alive: SIMD16<Float>, _ share: Float
  ) -> SIMD16<Float> {
    let mean = (ratio * alive).sum() * share
    // Exact, because a finite number is multiplied by 0 or by 1.
    var filled = ratio * alive + (1 - alive) * mean
    filled[SpeechBands.whole] = ratio[SpeechBands.whole]
    return filled
  }

  @inline(__always)
  private static func bandMean(_ ratio: SIMD16<Float>) -> Float {
    (ratio.sum() - ratio[SpeechBands.whole]) / 15
  }

  /// Mean of the four largest of the 15 bands.
  @inline(__always)
  private static func topFour(_ ratio: SIMD16<Float>) -> Float {
    // Each value sinks to its place among the four.
    var (a, b, c, d) = (Float(-200), Float(-200), Float(-200), Float(-200))
    for band in 0..<15 {
      var value = ratio[band]
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
  private mutating func putChange(_ passage: Passage, alive: SIMD16<Float>, share: Float) {
    let bands = passage.table.bands
    for window in 0..<passage.count {
      let before = bands[max(0, window - 2)]
      let after = bands[min(passage.count - 1, window + 2)]
      let difference = after - before
      let change = SIMD16(
        lowHalf: Decibels.magnitude(difference.lowHalf), highHalf: Decibels.magnitude(difference.highHalf))
      self[window, .change] = min(30, (change * alive).sum() * share) / 10
    }
  }

  private mutating func put(_ column: [Float], as lane: Lane, scale: Float) {
    for (window, value) in column.enumerated() { self[window, lane] = value * scale }
  }
}
