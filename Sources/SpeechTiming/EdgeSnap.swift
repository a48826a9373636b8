import Signal

/// Moves the edges of speech from the 10 ms grid to where the energy of the signal says they are, within 30 ms,
/// where speech stands far enough out of the noise for its energy to be trusted.
struct EdgeSnap {
  /// How far an edge may move, in cells of 5 ms.
  private static let reach = 6
  /// Cells over which the loudest is looked for on the side of the speech: 100 ms.
  private static let peakReach = 20
  /// Smallest local level of speech over the floor that lets an edge move, in dB.
  private static let leastContrast: Float = 25
  /// A cell sounds when it is this far over the floor, in dB …
  private static let overFloor: Float = 5
  /// … and at most this far under the local peak, in dB.
  private static let underPeak: Float = 38

  private let cells: [Float]
  private let floor: NoiseFloor

  init(_ passage: Passage, floor: NoiseFloor) {
    var cells: [Float] = []
    cells.reserveCapacity(2 * passage.count)
    for window in 0..<passage.count {
      let halves = passage.table.halves[window]
      cells.append(halves.x)
      cells.append(halves.y)
    }
    self.cells = cells
    self.floor = floor
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

  /// The level from which a cell belongs to the speech; `nil` where speech is too close to the noise.
  private func threshold(_ range: Range<Int>, window: Int) -> Float? {
    guard let peak = cells[range].max() else { return nil }
    let noise = floor.level(at: min(window, cells.count / 2 - 1))[SpeechBands.whole]
    guard peak - noise >= Self.leastContrast else { return nil }
    return max(noise + Self.overFloor, peak - Self.underPeak)
  }

  /// Mean level of two neighbouring cells in dB.
  private func level(from first: Int, to last: Int) -> Float {
    (cells[max(0, first)] + cells[min(cells.count - 1, last)]) / 2
  }
}
