public import Foundation

/// A moment with the zone it was lived in: `2026-11-22T17:15:12.250+01:00`. Durations are never computed from
/// it; they come from frames.
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01 UTC, to the millisecond.
  public let secondsSince1970: Double
  /// Offset of local time from UTC at that moment, in seconds.
  public let offset: Int

  /// A moment in a zone; rounded to the millisecond, which is what is written.
  public init(_ date: Date, in zone: TimeZone) {
    secondsSince1970 = (date.timeIntervalSince1970 * 1000).rounded() / 1000
    // ISO 8601 can say whole minutes only. Monrovia was 44 min 30 s behind until 1972, and a clock without a
    // battery goes back to that time.
    offset = Int((Double(zone.secondsFromGMT(for: date)) / 60).rounded()) * 60
  }

  /// The moment.
  public var date: Date { Date(timeIntervalSince1970: secondsSince1970) }

  /// Local time of the speaker at that moment.
  public var zone: TimeZone { TimeZone(secondsFromGMT: offset) ?? .gmt }

  /// ISO 8601 with milliseconds and offset.
  public var text: String {
    // The formatter truncates after the third digit, and half of all milliseconds lie just below it in
    // binary.
    date.addingTimeInterval(0.000_25).formatted(Self.style(zone))
  }

  /// Reads ISO 8601 with offset; `nil` for anything else.
  public init?(_ text: String) {
    guard let date = try? Date(text, strategy: Self.style(.gmt)) else { return nil }
    let zone = text.hasSuffix("Z") ? "+00:00" : String(text.suffix(6))
    let parts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, parts[0] <= 18, parts[1] < 60 else { return nil }
    secondsSince1970 = (date.timeIntervalSince1970 * 1000).rounded() / 1000
    offset = (parts[0] * 3600 + parts[1] * 60) * (zone.hasPrefix("-") ? -1 : 1)
  }

  /// By the moment, whatever the zone.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  private static func style(_ zone: TimeZone) -> Date.ISO8601FormatStyle {
    Date.ISO8601FormatStyle(timeZoneSeparator: .colon, includingFractionalSeconds: true, timeZone: zone)
  }
}

extension Timestamp: Codable {
  /// Decodes ISO 8601.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Timestamp(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an ISO 8601 time with offset")
    }
    self = value
  }

  /// Encodes ISO 8601.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
