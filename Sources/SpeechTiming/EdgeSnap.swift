import Signal

/// Moves the edges of speech from the 10 ms grid to where the energy of the signal puts them, by up to 30 ms.
/// It does so only where speech stands far enough above the noise for its energy to be trusted.
///
/// Each constant was varied alone on the recordings of docs/accuracy.md. With the values here, the median and
/// the 95 % quantile of the distance of an edge are 7 and 91 ms, and F1 is 96.4. The results of other values
/// are given at each constant.
struct EdgeSnap {
  /// How far an edge may move, in cells of 5 ms. 0, 3 and 9: 8 and 88, F1 96.3; 7 and 88, 96.4; 7 and 96, 96.3.
  private static let reach = 6
  /// The loudest cell is looked for within this many cells on the side of the speech: 100 ms. 10 and 40: 7
  /// and 88, F1 96.3; 7 and 95, 96.1.
  private static let peakReach = 20
  /// The least level of nearby speech above the floor that lets an edge move, in dB. 15, 20 and 30: 7 and 95,
  /// F1 96.1; 7 and 93, 96.2; 7 and 88, 96.4.
  private static let leastContrast: Float = 25
  /// A cell sounds if it is this far above the floor, in dB … 3 and 8: 7 and 89, F1 96.4; 7 and 91, 96.2.
  private static let overFloor: Float = 5
  /// … and at most this far below the local peak, in dB. 32 and 44: no change, because the floor is at most
  /// 42 dB below the speech (`NoiseFloor.deepest`), which is nearly the same bound.
  private static let underPeak: Float = 38

  /// Rumble that stands so far above the noise of the speech bands counts, in dB. Less is what a short window lets through
  /// from one band to the other.
  private static let leastRumble: Float = 3

  private let cells: [Float]
  private let floor: NoiseFloor
  /// How far the noise of the cells stands above that of the bands, in dB: cells are measured from 70 Hz on, and rumble
  /// below 100 Hz is no sound of speech.
  private let rumble: Float

  init(_ passage: Passage, floor: NoiseFloor) {
    var (cells, quiet, quietBands) = ([Float](), Histogram(), Histogram())
    cells.reserveCapacity(2 * passage.count)
    for window in 0..<passage.count {
      let halves = passage.table.halves[window]
      cells.append(halves.x)
      cells.append(halves.y)
      guard !passage.table.isVoid[window] else { continue }
      quiet.add((halves.x + halves.y) / 2)
      quietBands.add(passage.table.bands[window][SpeechBands.whole])
    }
    self.cells = cells
    self.floor = floor
    let excess = (quiet.quantile(0.1) ?? 0) - (quietBands.quantile(0.1) ?? 0)
    rumble = excess > Self.leastRumble ? excess : 0
  }

  /// Start of a sounding interval whose first window is `window`, in cells of 5 ms.
  func start(_ window: Int) -> Int {
    let edge = 2 * window
    guard let least = threshold(edge..<min(cells.count, edge + Self.peakReach), window: window) else {
      return edge
    }
    let range = max(0, edge - Self.reach)..<min(cells.count, edge + Self.reach)
    return range.first { level(from: $0, to: $0 + 1) >= least } ?? edge
  }

  /// End of a sounding interval whose last window is before `window`, in cells of 5 ms.
  func end(_ window: Int) -> Int {
    let edge = 2 * window
    guard let least = threshold(max(0, edge - Self.peakReach)..<edge, window: max(0, window - 1)) else {
      return edge
    }
    let range = max(0, edge - Self.reach)..<min(cells.count, edge + Self.reach)
    return range.last { level(from: $0 - 1, to: $0) >= least }.map { $0 + 1 } ?? edge
  }

  /// The level from which a cell belongs to the speech; `nil` if speech is too close to the noise.
  private func threshold(_ range: Range<Int>, window: Int) -> Float? {
    guard let peak = cells[range].max() else { return nil }
    let noise = floor.level(at: min(window, cells.count / 2 - 1))[SpeechBands.whole] + rumble
    guard peak - noise >= Self.leastContrast else { return nil }
    return max(noise + Self.overFloor, peak - Self.underPeak)
  }

  /// Mean level of two neighbouring cells in dB.
  private func level(from first: Int, to last: Int) -> Float {
    (cells[max(0, first)] + cells[min(cells.count - 1, last)]) / 2
  }
}
