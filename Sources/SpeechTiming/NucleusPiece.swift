/// The stretch between two valleys of the density of nuclei, in steps of 20 ms.
struct NucleusPiece {
  /// Least rise and fall on both sides of a peak. So small that nearly every vowel has one, and many
  /// consonants: how much each is worth is decided later.
  private static let prominence: Float = 0.02
  /// Least density of a peak.
  private static let height: Float = 0.05

  /// From valley to valley.
  let range: Range<Int>
  /// Where the density is largest.
  let peak: Int
  /// How far the peak stands over the higher of the piece's first step and the lowest after the peak.
  let prominence: Float
  /// The sounding interval that the piece lies in.
  let sounding: Range<Int>

  /// The pieces of one sounding interval; `density` holds the values of exactly that interval.
  static func pieces(of sounding: Range<Int>, density: [Float]) -> [NucleusPiece] {
    var cut: [(start: Int, peak: Int)] = []
    var (valley, start, peak) = (0, 0, -1)
    for (index, value) in density.enumerated() {
      if peak < 0 {
        if value < density[valley] { valley = index }
        if value >= density[valley] + prominence, value >= height { (peak, start) = (index, valley) }
      } else if value > density[peak] {
        peak = index
      } else if value <= density[peak] - prominence {
        cut.append((start, peak))
        (peak, valley) = (-1, index)
      }
    }
    if peak >= 0 { cut.append((start, peak)) }
    return cut.indices.map { index in
      let (start, peak) = cut[index]
      let end = index + 1 < cut.count ? cut[index + 1].start : density.count
      let after = density[peak..<end].reduce(density[peak], min)
      return NucleusPiece(
        range: (sounding.lowerBound + start)..<(sounding.lowerBound + end),
        peak: sounding.lowerBound + peak,
        prominence: density[peak] - max(density[start], after), sounding: sounding)
    }
  }
}
