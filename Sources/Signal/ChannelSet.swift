/// Some of the channels 0 to 31.
public struct ChannelSet: OptionSet, Hashable, Sendable {
  /// Bit n stands for channel n.
  public let rawValue: UInt32

  /// A set of these bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// One channel, from 0.
  public init(_ channel: Int) { rawValue = 1 << UInt32(truncatingIfNeeded: channel) }

  /// All of `count` channels.
  public static func first(_ count: Int) -> ChannelSet {
    ChannelSet(rawValue: count >= 32 ? .max : 1 << UInt32(truncatingIfNeeded: count) &- 1)
  }

  /// True if `channel` is in it.
  public func contains(_ channel: Int) -> Bool { rawValue >> UInt32(truncatingIfNeeded: channel) & 1 == 1 }

  /// Number of channels.
  public var count: Int { rawValue.nonzeroBitCount }

  /// The lowest channel; 0 if there is none.
  public var lowest: Int { rawValue == 0 ? 0 : rawValue.trailingZeroBitCount }

  /// The numbers of the channels as people count them, from 1.
  public var numbers: [Int] { (0..<32).filter(contains).map { $0 + 1 } }
}

/// Why a channel is or is not in what is recorded.
public enum ChannelVerdict: Int, Hashable, Sendable, CaseIterable {
  /// It is in, alone or in the mean.
  case used
  /// Nothing above the peak of a dead line.
  case silent
  /// It ran into full scale, and another channel has the same sound undamaged.
  case clipping
  /// The same sound upside down: in a mean both would vanish.
  case opposite
  /// More than 10 dB below what is used.
  case quieter
  /// Another sound than what is used, for example what the machine plays.
  case different
  /// Left out because of what was asked for.
  case notAsked
}
