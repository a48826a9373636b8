public import AudioDevice
import Rehearsal
public import Signal

extension Take.Device {
  /// Notes how the channels of a device became one: what was asked for, what is in the file at its end, why, and why
  /// the others are not. Nothing is noted for a device with one channel.
  mutating func note(_ report: ChannelReport?) {
    guard let report else { return }
    opening["channelsAsked"] = .text(report.selection.text)
    opening["channelsRecorded"] = .text(report.used.map(String.init).joined(separator: ", "))
    opening["channelsWhy"] = .text(report.reason)
    let others = report.channels.filter { $0.verdict != .used }
    opening["channelsLeftOut"] = .text(
      others.map { "\($0.number) \($0.verdict.words)" }.joined(separator: ", "))
    opening["channelChanges"] = .number(Int64(report.changes))
  }
}

extension ChannelReport {
  /// Why the channels in use are used.
  public var reason: String {
    switch selection {
    case .channel: "it was asked for"
    case .sum: "the sum was asked for"
    case .automatic where used.count > 1: "they agree in phase"
    case .automatic: hasVoice ? "it has the most of the voice" : "no voice was heard in any"
    }
  }
}

extension ChannelVerdict {
  /// Why a channel is in what is recorded, or left out, in a few words.
  public var words: String {
    switch self {
    case .used: "recorded"
    case .silent: "silent"
    case .clipping: "clips; another channel has the same sound undamaged"
    case .opposite: "opposite phase"
    case .quieter: "more than 10 dB quieter"
    case .different: "another sound"
    case .notAsked: "not asked for"
    }
  }
}
