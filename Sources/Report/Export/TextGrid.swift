import Signal

/// Praat's annotation file in its long text form (Praat manual, "TextGrid file formats").
struct TextGrid {
  private let tiers: [Tier]
  private let duration: Double

  /// - Parameter duration: of the recording in seconds; Praat does not allow an empty time, so 0 becomes a
  ///   microsecond.
  init(_ tiers: [Tier], duration: Double) {
    self.tiers = tiers
    self.duration = max(duration, 1e-6)
  }

  var text: String {
    let head = [
      #"File type = "ooTextFile""#, #"Object class = "TextGrid""#, "", "xmin = 0", "xmax = \(duration)",
      "tiers? <exists>", "size = \(tiers.count)", "item []:",
    ]
    let items = tiers.enumerated().flatMap { index, tier in
      ["    item [\(index + 1)]:"] + (tier.isOfPoints ? points(of: tier) : intervals(of: tier))
    }
    return (head + items).joined(separator: "\n") + "\n"
  }

  private func heading(_ tier: Tier, type: String) -> [String] {
    [
      #"        class = "\#(type)""#, #"        name = "\#(tier.name)""#, "        xmin = 0",
      "        xmax = \(duration)",
    ]
  }

  /// An interval tier has no holes: time without a label is an interval with an empty text.
  private func intervals(of tier: Tier) -> [String] {
    var filled: [Tier.Label] = []
    var end = 0.0
    for label in tier.labels where label.interval.end > max(label.interval.start, end) {
      let start = max(end, label.interval.start)
      if start > end { filled.append(Tier.Label(interval: Interval(start: end, end: start), text: "")) }
      end = min(label.interval.end, duration)
      filled.append(Tier.Label(interval: Interval(start: start, end: end), text: label.text))
    }
    if end < duration { filled.append(Tier.Label(interval: Interval(start: end, end: duration), text: "")) }
    return heading(tier, type: "IntervalTier") + ["        intervals: size = \(filled.count)"]
      + filled.enumerated().flatMap { index, label in
        [
          "        intervals [\(index + 1)]:", "            xmin = \(label.interval.start)",
          "            xmax = \(label.interval.end)", "            text = \(TierTable.quoted(label.text))",
        ]
      }
  }

  private func points(of tier: Tier) -> [String] {
    heading(tier, type: "TextTier") + ["        points: size = \(tier.labels.count)"]
      + tier.labels.enumerated().flatMap { index, label in
        [
          "        points [\(index + 1)]:", "            number = \(label.interval.start)",
          "            mark = \(TierTable.quoted(label.text))",
        ]
      }
  }
}
