package import Signal

/// The windows that are decided together, and what the rules need of all of them.
package struct Section {
  /// The features.
  package let table: FeatureTable
  /// Windows of `table` that belong to the section, from the first.
  package let count: Int
  /// Bands that the sample rate can hold.
  package let presentBands: Int

  /// Windows in which the device lost audio.
  private let lost: [Range<Int>]

  /// The first `count` windows of `table`; in `lost`, as far as is known, there is no audio.
  package init(table: FeatureTable, count: Int, sampleRate: SampleRate, lost: [Range<Int>] = []) {
    self.table = table
    self.count = count
    self.lost = lost
    presentBands = SpeechBands.present(at: sampleRate)
  }

  /// Mean level of the present bands at each window in dB: unlike the level of the whole spectrum it is not
  /// ruled by rumble.
  var bandLevels: [Float] {
    var weights = SIMD16<Float>.zero
    for band in 0..<presentBands { weights[band] = 1 / Float(presentBands) }
    return (0..<count).map { (table.bands[$0] * weights).sum() }
  }

  /// Whether each window lies in lost audio.
  var isLost: [Bool] {
    var isLost = [Bool](repeating: false, count: count)
    for range in lost { for window in range.clamped(to: 0..<count) { isLost[window] = true } }
    return isLost
  }

  /// Share of dead windows from which on they are taken for a quiet that was recorded. Lost audio that nobody
  /// noted is far less of a section.
  private static let deadShare = 0.05

  /// Windows that say something about noise and speech: not lost, and two hops away from the edge of a dead
  /// stretch, where a window is quieter than anything real. Dead windows themselves are the floor of a
  /// recording with digital silence or a gate, and nothing in any other.
  var usable: [Bool] {
    let isLost = isLost
    let dead = (0..<count).filter { table.isVoid[$0] && !isLost[$0] }
    let deadCounts = Double(dead.count) > Self.deadShare * Double(count)
    var usable = isLost.map { !$0 }
    for window in 0..<count where table.isVoid[window] {
      for near in max(0, window - 2)...min(count - 1, window + 2) { usable[near] = false }
    }
    if deadCounts { for window in dead { usable[window] = true } }
    return usable
  }
}
