import Signal

/// Audacity's label track (Audacity manual, "Importing and Exporting Labels"): one label a line, start and
/// end in seconds, then the text, separated by tabs. A track has one row, so the text names the tier.
enum AudacityLabels {
  static func text(_ tiers: [Tier]) -> String {
    let labels = tiers.filter { $0.name != "activity" }.flatMap { tier in
      tier.labels.map { (label: $0, text: tier.name + ": " + $0.text) }
    }
    return labels.sorted { $0.label.interval.start < $1.label.interval.start }.map {
      "\(Figures.fixed($0.label.interval.start, 6))\t\(Figures.fixed($0.label.interval.end, 6))\t\($0.text)\n"
    }.joined()
  }
}
