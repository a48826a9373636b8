import Foundation
import Signal

/// An answer that is recorded in several parts is measured part by part, and as a whole from that: docs/measures.md.
extension Pacing {
  /// What was measured on a part of an answer.
  public struct Part: Hashable, Sendable {
    /// What was measured, on the part's own time line.
    public var pacing: Pacing
    /// True if its first frame follows the last of the part before.
    public var isSeamless: Bool

    /// A part; the first is never seamless.
    public init(_ pacing: Pacing, isSeamless: Bool) {
      self.pacing = pacing
      self.isSeamless = isSeamless
    }
  }

  /// The measurements of all parts on one time line, which has what was recorded and nothing in between.
  ///
  /// Pitch and levels are means of those of the parts, weighted by their speech, and the level of the rest by the rest.
  /// - Parameter parts: in their order; no part gives the measurements of nothing.
  public init(joining parts: [Part]) {
    self = parts.first?.pacing ?? Pacing(duration: 0, speech: [])
    guard parts.count > 1 else { return }
    var seams: [Double] = []
    for part in parts.dropFirst() {
      if !part.isSeamless { seams.append(duration) }
      append(part.pacing, isJoined: part.isSeamless)
    }
    breaks = Self.breaks(at: seams, in: speech)
    (voice, level) = (Self.voice(of: parts.map(\.pacing)), Self.level(of: parts.map(\.pacing)))
  }

  /// Shorter silences are none (docs/measures.md, speech activity): speech that goes on in the next file is one interval.
  private static let leastSilence = 0.12

  private mutating func append(_ next: Pacing, isJoined: Bool) {
    let start = duration
    var fresh = next.speech.map { $0.moved(by: start) }
    if isJoined, let last = speech.last, let first = fresh.first,
      first.start - last.end < Self.leastSilence - Self.tolerance
    {
      speech[speech.count - 1].end = first.end
      fresh.removeFirst()
    }
    speech += fresh
    nuclei += next.nuclei.map { $0 + start }
    filledPauses += next.filledPauses.map {
      FilledPause(interval: $0.interval.moved(by: start), confidence: $0.confidence)
    }
    var lost = next.gaps.map { $0.moved(by: start) }
    if isJoined, let last = gaps.last, let first = lost.first, first.start - last.end < Self.tolerance {
      gaps[gaps.count - 1].end = first.end
      lost.removeFirst()
    }
    gaps += lost
    doubts += next.doubts.map { doubt in
      var doubt = doubt
      doubt.places = doubt.places.map { $0 + start }
      return doubt
    }
    tones += next.tones
    duration += next.duration
  }

  /// From the last speech before each seam to the first after it. A seam before or after all speech breaks nothing.
  private static func breaks(at seams: [Double], in speech: [Interval]) -> [Interval] {
    var breaks: [Interval] = []
    var next = 0
    for seam in seams {
      while next < speech.count, speech[next].start < seam - tolerance { next += 1 }
      guard next > 0, next < speech.count else { continue }
      let rest = Interval(start: min(seam, speech[next - 1].end), end: max(seam, speech[next].start))
      if breaks.last != rest { breaks.append(rest) }
    }
    return breaks
  }

  private static func voice(of parts: [Pacing]) -> Voice {
    Voice(
      medianPitch: mean(of: parts, \.voice.medianPitch, by: \.phonationTime),
      pitchRange: mean(of: parts, \.voice.pitchRange, by: \.phonationTime))
  }

  private static func level(of parts: [Pacing]) -> Level {
    Level(
      peakDBFS: parts.compactMap(\.level.peakDBFS).max(),
      speechDBFS: mean(of: parts, \.level.speechDBFS, by: \.phonationTime),
      noiseDBFS: mean(of: parts, \.level.noiseDBFS) { $0.duration - $0.phonationTime },
      difference: mean(of: parts, \.level.difference, by: \.phonationTime),
      clippings: parts.reduce(0) { $0 + $1.level.clippings },
      loudnessLUFS: mean(of: parts, { $0.level.loudnessLUFS.map { pow(10, $0 / 10) } }, by: \.phonationTime)
        .map { 10 * log10($0) },
      loudnessRangeLU: mean(of: parts, \.level.loudnessRangeLU, by: \.phonationTime))
  }

  /// The weighted mean of a measure over the parts that have it; `nil` if none has, or none has weight.
  private static func mean(
    of parts: [Pacing], _ value: (Pacing) -> Double?, by weight: (Pacing) -> Double
  ) -> Double? {
    var (sum, total) = (0.0, 0.0)
    for part in parts {
      guard let value = value(part) else { continue }
      let weight = max(0, weight(part))
      (sum, total) = (sum + value * weight, total + weight)
    }
    return total > 0 ? sum / total : nil
  }
}

extension Interval {
  fileprivate func moved(by seconds: Double) -> Interval {
    Interval(start: start + seconds, end: end + seconds)
  }
}
