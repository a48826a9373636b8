package import Signal

/// The windows that are decided together, and what the rules need from all of them.
///
/// Windows in which the device lost audio are left out, so that the sound after a gap directly follows the
/// sound before it: nothing is decided from the silence that stands for lost audio.
package struct Passage {
  /// The features.
  package let table: FeatureTable
  /// The number of windows of `table` that belong to the passage, from the first.
  package let count: Int
  /// Bands that the sample rate can hold.
  package let presentBands: Int

  /// The windows of the whole table that are kept, in order; one range from 0 if none was left out.
  private let kept: [Range<Int>]
  /// Where each of these ranges begins in `table`.
  private let starts: [Int]

  /// Hops on either side that a window of 25 ms overlaps.
  private static let reach = 1

  /// The first `count` windows of `whole`, without those in `lost`, the ascending ranges in which audio is
  /// known to be lost.
  package init(table whole: FeatureTable, count: Int, sampleRate: SampleRate, lost: [Range<Int>] = []) {
    presentBands = SpeechBands.present(at: sampleRate)
    var kept: [Range<Int>] = []
    var next = 0
    for range in lost.map({ max(0, $0.lowerBound - Self.reach)..<($0.upperBound + Self.reach) }) {
      if range.lowerBound > next { kept.append(next..<min(count, range.lowerBound)) }
      next = max(next, min(count, range.upperBound))
    }
    if next < count { kept.append(next..<count) }
    self.kept = kept
    self.count = kept.reduce(0) { $0 + $1.count }
    starts = kept.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    table = lost.isEmpty ? whole : whole.joined(kept)
  }

  /// The number of windows of `table` that come before window `window` of the whole table.
  func index(of window: Int) -> Int {
    zip(kept, starts).reduce(0) {
      $1.0.lowerBound < window ? $1.1 + min(window, $1.0.upperBound) - $1.0.lowerBound : $0
    }
  }

  /// The window of the whole table that is window `index` of `table`.
  func window(at index: Int) -> Int {
    let range = starts.dropLast().lastIndex { $0 <= index } ?? 0
    return kept.indices.contains(range) ? kept[range].lowerBound + index - starts[range] : index
  }

  /// The window of the whole table at which sound starts, if it starts at window `index` of `table`. After a
  /// gap: the first window outside the gap.
  func start(of index: Int) -> Int {
    let window = window(at: index)
    return index > 0 && self.window(at: index - 1) < window - 1 ? window - Self.reach : window
  }

  /// The window of the whole table at which sound ends, exclusive, if it ends with window `index` of `table`.
  /// Before a gap: the first window of the gap.
  func end(of index: Int) -> Int {
    let next = window(at: index) + 1
    return index + 1 < count && self.window(at: index + 1) > next ? next + Self.reach : next
  }

  /// Mean level of the present bands at each window in dB. Unlike the level of the whole spectrum it is not
  /// dominated by rumble.
  var bandLevels: [Float] {
    var weights = SIMD16<Float>.zero
    for band in 0..<presentBands { weights[band] = 1 / Float(presentBands) }
    return (0..<count).map { (table.bands[$0] * weights).sum() }
  }

  /// Above this share, dead windows count as recorded silence. Lost audio that was not noted is a far smaller
  /// share of a passage.
  private static let deadShare = 0.05

  /// Windows that say something about noise and speech. The two hops on either side of a dead window do not:
  /// they are quieter than anything real. Dead windows themselves are the floor of a recording with digital
  /// silence or a gate; in any other recording they say nothing.
  var usable: [Bool] {
    let dead = (0..<count).filter { table.isVoid[$0] }
    let deadCounts = Double(dead.count) > Self.deadShare * Double(count)
    var usable = [Bool](repeating: true, count: count)
    for window in 0..<count where table.isVoid[window] {
      for near in max(0, window - 2)...min(count - 1, window + 2) { usable[near] = false }
    }
    if deadCounts { for window in dead { usable[window] = true } }
    return usable
  }
}
