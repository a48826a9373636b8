import AudioDevice
import Recording
import Report
import Signal

/// The channels of a device on a terminal: a meter each while it listens, then a row each.
struct ChannelMeters {
  let report: ChannelReport
  let style: TextStyle

  /// `1 ━━━╌╌╌ 2 ╌╌╌╌╌╌`: after `words` in one row if there is room, else in rows under it.
  func live(after words: String) -> [String] {
    let room = style.width - words.count - 3
    let cells = min(10, room / report.channels.count - 4)
    if cells >= 2 { return [words + "  " + meters(cells: cells).joined(separator: " ")] }
    let meters = meters(cells: 4)
    let inARow = max(1, (style.width - 1) / ((meters.map(\.count).max() ?? 0) + 1))
    return [words]
      + stride(from: 0, to: meters.count, by: inARow).map {
        meters[$0..<min(meters.count, $0 + inARow)].joined(separator: " ")
      }
  }

  private func meters(cells: Int) -> [String] {
    report.channels.map { "\($0.number) " + bar($0.levelDBFS, cells: cells) }
  }

  /// What each channel had, and whether it is recorded.
  var rows: [String] {
    report.channels.map { channel in
      let level = channel.voiceDBFS.map { Figures.fixed($0, 0) + " dBFS" } ?? "silence"
      let peak = Figures.fixed(100 * channel.peak, 1)
      return "channel \(channel.number)  \(bar(channel.voiceDBFS, cells: 10)) \(level)   peak \(peak) %, "
        + "clipped \(channel.clippings) times   \(channel.verdict.words)"
    }
  }

  /// Which channels are recorded, and why.
  var choice: String {
    let numbers = report.used.map(String.init)
    let what =
      numbers.count == 1
      ? "channel \(numbers[0])" : "the mean of the channels \(numbers.joined(separator: ", "))"
    return "record \(what): \(report.reason)"
  }

  /// −60…0 dBFS.
  private func bar(_ level: Double?, cells: Int) -> String {
    let share = min(1, max(0, ((level ?? -60) + 60) / 60))
    let filled = Int((share * Double(cells)).rounded())
    return String(repeating: style.unicode ? "━" : "=", count: filled)
      + String(repeating: style.unicode ? "╌" : ".", count: cells - filled)
  }
}

/// One channel in `check --json`.
struct ChannelRecord: Encodable {
  let channel: Int
  let isRecorded: Bool
  let reason: String
  let peak: Double
  let voiceDBFS: Double?
  let clippedRuns: Int

  init(_ channel: ChannelReport.Channel) {
    self.channel = channel.number
    isRecorded = channel.verdict == .used
    reason = channel.verdict.words
    peak = channel.peak
    voiceDBFS = channel.voiceDBFS
    clippedRuns = channel.clippings
  }
}
