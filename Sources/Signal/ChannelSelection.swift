/// Which of several channels become the one that is measured.
public enum ChannelSelection: Hashable, Sendable {
  /// What is in the channels decides: see `ChannelJudge`.
  case automatic
  /// The mean of all channels, whatever is in them.
  case sum
  /// This channel alone, counted from 1.
  case channel(Int)

  /// The most channels that a device or a file may have.
  public static let mostChannels = 32

  /// `sum`, or the number of a channel from 1 to 32; `nil` for anything else.
  public init?(text: String) {
    if text == "sum" {
      self = .sum
    } else if let number = Int(text), (1...Self.mostChannels).contains(number) {
      self = .channel(number)
    } else {
      return nil
    }
  }

  /// True if a device or file with `count` channels has what is asked for.
  public func fits(_ count: Int) -> Bool {
    if case .channel(let number) = self { (1...max(1, count)).contains(number) } else { true }
  }

  /// The word or number, as `init(text:)` reads it; `automatic` if nothing was asked for.
  public var text: String {
    switch self {
    case .automatic: "automatic"
    case .sum: "sum"
    case .channel(let number): String(number)
    }
  }
}
