package import Signal

/// The windows that are decided together, and what the rules need of all of them.
///
/// Windows in which the device lost audio are left out, so that the sound before a gap stands beside the sound after it:
/// nothing is decided from silence that nobody heard.
package struct Passage {
  /// The features.
  package let table: FeatureTable
  /// Windows of `table` that belong to the passage, from the first.
  package let count: Int
  /// Bands that the sample rate can hold.
  package let presentBands: Int

  /// The windows of the whole table that are here, in their order; one range from 0 when none was left out.
  private let kept: [Range<Int>]
  /// Where each of these ranges begins in `table`.
  private let starts: [Int]

  /// Hops on either side that a window of 25 ms reaches into.
  private static let reach = 1

  /// The first `count` windows of `whole`; in `lost`, as far as is known, there is no audio. Ascending.
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

  /// How many windows of `table` come before window `window` of the whole table.
  func index(of window: Int) -> Int {
    zip(kept, starts).reduce(0) {
      $1.0.lowerBound < window ? $1.1 + min(window, $1.0.upperBound) - $1.0.lowerBound : $0
    }
  }

  /// Which window of the whole table window `index` of `table` is.
  func window(at index: Int) -> Int {
    let range = starts.dropLast().lastIndex { $0 <= index } ?? 0
    return kept.indices.contains(range) ? kept[range].lowerBound + index - starts[range] : index
  }

  /// The window of the whole table with which sound begins that is heard from window `index` of `table` on: behind a
  /// gap, the first that the gap has not.
  func start(of index: Int) -> Int {
    let window = window(at: index)
    return index > 0 && self.window(at: index - 1) < window - 1 ? window - Self.reach : window
  }

  /// The window of the whole table before which sound ends that is heard up to window `index` of `table`: before a gap,
  /// the first that the gap has.
  func end(of index: Int) -> Int {
    let next = window(at: index) + 1
    return index + 1 < count && self.window(at: index + 1) > next ? next + Self.reach : next
  }

  /// Mean level of the present bands at each window in dB: unlike the level of the whole spectrum it is not
  /// ruled by rumble.
  var bandLevels: [Float] {
    var weights = SIMD16<Float>.zero
    for band in 0..<presentBands { weights[band] = 1 / Float(presentBands) }
    return (0..<count).map { (table.bands[$0] * weights).sum() }
  }

  /// Share of dead windows from which on they are taken for a quiet that was recorded. Lost audio that nobody
  /// noted is far less of a passage.
  private static let deadShare = 0.05

  /// Windows that say something about noise and speech: two hops away from the edge of a dead
  /// stretch, where a window is quieter than anything real. Dead windows themselves are the floor of a
  /// recording with digital silence or a gate, and nothing in any other.
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
