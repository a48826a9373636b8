import Foundation
public import Signal
import Synchronization

/// What the channels of a device have and which of them are used, as of the last slice.
public struct ChannelReport: Hashable, Sendable {
  /// One channel.
  public struct Channel: Hashable, Sendable {
    /// Its number, from 1.
    public let number: Int
    /// Why it is used or left out.
    public let verdict: ChannelVerdict
    /// Largest absolute sample so far, 0…1.
    public let peak: Double
    /// How often at least three equal samples in a row were at full scale.
    public let clippings: Int
    /// Level of the last slice in dBFS, to 1 dB; `nil` for digital silence.
    public let levelDBFS: Double?
    /// Level that 95 % of the slices do not exceed, in dBFS, to 1 dB; `nil` for digital silence.
    public let voiceDBFS: Double?
    /// True if it has the sound that is used, whether it is used itself or not.
    public let hasUsedSound: Bool
  }

  /// What was asked for.
  public let selection: ChannelSelection
  /// All channels, in their order.
  public let channels: [Channel]
  /// How often the channels in use have changed.
  public let changes: Int
  /// True if there was speech in them.
  public let hasVoice: Bool

  /// Numbers of the channels in use, from 1.
  public var used: [Int] { channels.filter { $0.verdict == .used }.map(\.number) }
}

/// Tells other threads what the capture thread finds in the channels of a device. Nothing here waits or allocates on
/// the capture thread.
public final class ChannelMonitor: Sendable {
  /// Number of channels.
  public let count: Int
  private let selection: ChannelSelection
  // Written by the capture thread: for the whole, then for each channel, whole numbers that stand alone.
  nonisolated(unsafe) private let cells: UnsafeMutablePointer<Atomic<Int>>

  /// Levels from −120 to 0 dBFS.
  // Computed: a stored constant is initialized at its first use, under a lock.
  private static var levels: Int { 121 }
  private static var perChannel: Int { 5 + levels }
  private static var whole: Int { 2 }
  private static var fullScale: Double { 32_768 }

  init(channels: Int, selection: ChannelSelection) {
    count = channels
    self.selection = selection
    let size = Self.whole + channels * Self.perChannel
    cells = .allocate(capacity: size)
    for index in 0..<size { (cells + index).initialize(to: Atomic(0)) }
  }

  deinit { cells.deallocate() }

  /// The channels now; `nil` for a device with one.
  public var report: ChannelReport? {
    guard count > 1 else { return nil }
    return ChannelReport(
      selection: selection, channels: (0..<count).map(channel),
      changes: cells[0].load(ordering: .relaxed), hasVoice: cells[1].load(ordering: .relaxed) != 0)
  }

  /// The most clippings of any channel in use.
  public var clippingsInUse: Int {
    var most = 0
    for index in 0..<count {
      let cells = cells + Self.whole + index * Self.perChannel
      guard cells[0].load(ordering: .relaxed) == ChannelVerdict.used.rawValue else { continue }
      most = max(most, cells[2].load(ordering: .relaxed))
    }
    return most
  }

  private func channel(_ index: Int) -> ChannelReport.Channel {
    let cells = cells + Self.whole + index * Self.perChannel
    func number(_ place: Int) -> Int { cells[place].load(ordering: .relaxed) }
    let level = number(3)
    return ChannelReport.Channel(
      number: index + 1, verdict: ChannelVerdict(rawValue: number(0)) ?? .notAsked,
      peak: Double(number(1)) / Self.fullScale, clippings: number(2),
      levelDBFS: level > 0 ? Double(level - 120) : nil, voiceDBFS: voice { number(5 + $0) },
      hasUsedSound: number(4) != 0)
  }

  /// The level that 95 of 100 slices do not exceed, from the number of slices of each level.
  private func voice(_ slices: (Int) -> Int) -> Double? {
    let counts = (0..<Self.levels).map(slices)
    var left = Int((0.95 * Double(counts.reduce(0, +))).rounded(.up))
    for (level, count) in counts.enumerated() {
      left -= count
      if left <= 0 { return level > 0 ? Double(level - 120) : nil }
    }
    return nil
  }

  /// Capture thread: what the last slice had.
  func note(_ fold: borrowing ChannelFold) {
    cells[0].store(fold.changes, ordering: .relaxed)
    cells[1].store(fold.hasVoice ? 1 : 0, ordering: .relaxed)
    for index in 0..<count {
      let cells = cells + Self.whole + index * Self.perChannel
      let peak = max(
        cells[1].load(ordering: .relaxed), Int(min(1, fold.peak(of: index)) * Float(Self.fullScale)))
      cells[0].store(
        fold.verdict(on: index, peak: Float(peak) / Float(Self.fullScale)).rawValue, ordering: .relaxed)
      cells[1].store(peak, ordering: .relaxed)
      cells[2].store(fold.clippings(of: index), ordering: .relaxed)
      let power = fold.power(of: index)
      let level = power > 0 ? min(120, max(0, Int((120 + 10 * log10(power)).rounded()))) : 0
      cells[3].store(level, ordering: .relaxed)
      cells[4].store(fold.hasUsedSound(index) ? 1 : 0, ordering: .relaxed)
      cells[5 + level].store(cells[5 + level].load(ordering: .relaxed) + 1, ordering: .relaxed)
    }
  }
}
