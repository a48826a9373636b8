import Signal
import SpeechTiming

extension Pacing {
  /// Draws speech, one sign for each `step` seconds: `.` silence · `#` speech · `o` speech with the nucleus of
  /// a syllable in its middle · `x` audio that was lost · `X` audio that was lost where the detector went on
  /// with speech.
  init(drawn drawing: String, step: Double = 0.05) {
    let signs = Array(drawing)
    func spans(of kinds: Set<Character>) -> [Interval] {
      var spans: [Interval] = []
      var start: Int?
      for index in 0...signs.count {
        let isInside = index < signs.count && kinds.contains(signs[index])
        if isInside, start == nil { start = index }
        if !isInside, let begun = start {
          spans.append(Interval(start: Double(begun) * step, end: Double(index) * step))
          start = nil
        }
      }
      return spans
    }
    self.init(
      duration: Double(signs.count) * step, speech: spans(of: ["#", "o", "X"]),
      nuclei: signs.indices.filter { signs[$0] == "o" }.map { (Double($0) + 0.5) * step },
      gaps: spans(of: ["x", "X"]))
  }
}
