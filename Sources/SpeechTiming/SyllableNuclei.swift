import Signal

/// Syllable nuclei by sub-band correlation (Wang & Narayanan 2007, IEEE TASLP 15(8)): where many bands are
/// strong together there is a vowel.
struct SyllableNuclei {
  /// 300–2500 Hz in `SpeechBands`.
  private static let bands = 2..<10
  /// Prominence and height of a peak relative to the 90 % quantile of the envelope in speech.
  private static let prominence: Float = 0.05
  private static let height: Float = 0.10
  /// Least distance of two nuclei in windows: 60 ms.
  private static let distance = 6
  private static let leastPeriodicity: Float = 0.3
  /// Least level over the floor, in dB.
  private static let leastRatio: Float = 2

  /// Windows at which there is a nucleus, ascending.
  static func windows(_ section: Section, floor: NoiseFloor, runs: [Range<Int>]) -> [Int] {
    let envelope = smoothed((0..<section.count).map { correlation(section.table.bands[$0]) })
    let speech = runs.flatMap { envelope[$0] }.sorted()
    guard !speech.isEmpty else { return [] }
    let scale = speech[speech.count * 9 / 10]
    return runs.flatMap { run in
      peaks(envelope, in: run, scale: scale).filter {
        section.table.periodicity[$0] > leastPeriodicity
          && floor.ratio(section.table.bands[$0], at: $0, bands: bands) > leastRatio
      }
    }
  }

  /// Mean product of every pair of compressed band amplitudes, ((Σa)² − Σa²) ∕ (n(n − 1)) with a = √amplitude.
  private static func correlation(_ levels: SIMD16<Float>) -> Float {
    // √amplitude is power to ¼: a quarter of the decibels.
    let amplitudes = Decibels.power(levels * 0.25)
    var (sum, squares) = (Float(0), Float(0))
    for band in bands {
      sum += amplitudes[band]
      squares += amplitudes[band] * amplitudes[band]
    }
    let count = Float(bands.count)
    return (sum * sum - squares) / (count * (count - 1))
  }

  /// Gaussian of 20 ms standard deviation.
  private static func smoothed(_ values: [Float]) -> [Float] {
    let weights: [Float] = [0.0276, 0.0663, 0.1238, 0.1803, 0.2042, 0.1803, 0.1238, 0.0663, 0.0276]
    return values.indices.map { index in
      var sum: Float = 0
      for (tap, weight) in weights.enumerated() {
        sum += weight * values[min(values.count - 1, max(0, index + tap - 4))]
      }
      return sum
    }
  }

  /// Local maxima that rise enough over the valleys on both sides and keep their distance; of two that are too
  /// close the higher stays.
  private static func peaks(_ envelope: [Float], in run: Range<Int>, scale: Float) -> [Int] {
    var peaks: [Int] = []
    var (valley, candidate) = (Float.zero, -1)
    for window in run {
      let value = envelope[window]
      if candidate < 0 {
        valley = min(valley, value)
        if value >= valley + prominence * scale, value >= height * scale { candidate = window }
      } else if value > envelope[candidate] {
        candidate = window
      } else if value <= envelope[candidate] - prominence * scale {
        keep(candidate, of: envelope, in: &peaks)
        (valley, candidate) = (value, -1)
      }
    }
    if candidate >= 0 { keep(candidate, of: envelope, in: &peaks) }
    return peaks
  }

  private static func keep(_ peak: Int, of envelope: [Float], in peaks: inout [Int]) {
    if let last = peaks.last, peak - last < distance {
      if envelope[peak] > envelope[last] { peaks[peaks.count - 1] = peak }
    } else {
      peaks.append(peak)
    }
  }
}
