import Signal

extension NoiseFloor {
  /// The sound before a gate closes is at least this far below the speech, in dB; the ends of words begin
  /// above that. The corpus has no gates: 20 and 30 change nothing there. The self test and `RealFileTests`
  /// have some.
  private static let underSpeech: Float = 25
  /// The middle half of the levels of steady noise lies within 2 dB, averaged over 15 bands; that of fading
  /// words within 10.
  private static let steady: Float = 5

  /// The sound that a gate lets through before it closes is the room, though only for a tenth of a second at
  /// a time. The floor is the median of the windows that are neither dead nor within 25 dB of the speech.
  /// `nil` if there is no digital silence, if there are too few such windows, or if they are not steady: then
  /// they are the ends of words.
  static func betweenGates(
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

  /// True if the middle half of these levels lies within `steady` dB.
  private static func isSteady(_ levels: [Float]) -> Bool {
    var histogram = Histogram()
    for level in levels { histogram.add(level) }
    guard let low = histogram.quantile(0.25), let high = histogram.quantile(0.75) else { return false }
    return high - low < steady
  }
}
