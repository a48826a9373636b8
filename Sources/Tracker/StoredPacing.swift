import Signal
package import SpeechTiming

/// What was measured, as the table holds it.
package enum StoredPacing {
  /// The measurements in `text`; `nil` if it holds none, or values that cannot have been measured. The take
  /// is then measured again.
  package static func value(from text: String) -> Pacing? {
    guard let pacing = try? StoredJSON.value(Pacing.self, from: text),
      (0...longest).contains(pacing.duration), isPossible(pacing)
    else { return nil }
    return pacing
  }

  /// Upper limit for the length of a recording in seconds; 2 GiB at 8 kHz are 37 hours.
  private static let longest = 1e6

  private static func isPossible(_ pacing: Pacing) -> Bool {
    let span = 0...(pacing.duration + Pacing.tolerance)
    let settings = pacing.settings
    let thresholds = [settings.pauseThreshold, settings.mediumPause, settings.longPause, settings.deadAir]
    let levels = [
      pacing.level.peakDBFS, pacing.level.speechDBFS, pacing.level.noiseDBFS, pacing.level.difference,
    ]
    return isAscending(pacing.speech, within: span)
      && isAscending(pacing.nuclei.map { Interval(start: $0, end: $0) }, within: span)
      && isAscending(pacing.filledPauses.map(\.interval), within: span)
      && pacing.filledPauses.allSatisfy { (0...1).contains($0.confidence) }
      && isAscending(pacing.gaps, within: 0...longest) && isAscending(pacing.breaks, within: span)
      && (0...longest).contains(pacing.tones)
      && pacing.doubts.allSatisfy { $0.count >= 0 && $0.places.count <= FileDoubt.mostPlaces }
      && levels.allSatisfy { $0.map { abs($0) <= 1000 } ?? true } && pacing.level.clippings >= 0
      && thresholds.allSatisfy { $0 > 0 && $0 <= longest }
  }

  private static func isAscending(_ intervals: [Interval], within span: ClosedRange<Double>) -> Bool {
    var end = span.lowerBound
    for interval in intervals {
      guard interval.start >= end - Pacing.tolerance, interval.end >= interval.start,
        span.contains(interval.end)
      else { return false }
      end = interval.end
    }
    return true
  }
}
