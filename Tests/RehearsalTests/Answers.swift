import Rehearsal
import Signal
import SpeechTiming

/// Answers made to measure. Steps are hundredths of a second, so that the times have the same rounding in
/// binary as those of a real analysis.
enum Answers {
  /// One stretch of speech of `length` hundredths after `start` hundredths of silence.
  static func unbroken(_ length: Int, after start: Int = 0) -> Pacing {
    speech([length], pause: 0, after: start)
  }

  /// Stretches of speech, in hundredths, with a pause of `pause` hundredths between each two.
  static func speech(_ lengths: [Int], pause: Int, after start: Int = 0) -> Pacing {
    var spans: [Interval] = []
    var position = start
    for length in lengths {
      spans.append(Interval(start: time(position), end: time(position + length)))
      position += length + pause
    }
    return Pacing(duration: time(position + 100), speech: spans)
  }

  /// 30 s of speech with this many syllables in each third.
  static func thirds(_ first: Int, _ second: Int, _ third: Int, after start: Int = 0) -> Pacing {
    var pacing = unbroken(3000, after: start)
    for (number, count) in [first, second, third].enumerated() {
      pacing.nuclei += (0..<count).map {
        time(start) + 10 * (Double(number) + (Double($0) + 0.5) / Double(count))
      }
    }
    return pacing
  }

  static func time(_ hundredths: Int) -> Double { Double(hundredths) * 0.01 }
}
