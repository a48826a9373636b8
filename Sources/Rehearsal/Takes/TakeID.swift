public import Foundation

/// Names one take: UTC time first, so that names sort by time, then four random characters:
/// `20261122-161512-k3f9`.
public struct TakeID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name; safe as a folder name.
  public let description: String

  /// A name read from outside; `nil` unless it has exactly the form above.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 8, parts[1].count == 6, parts[2].count == 4,
      parts[0].utf8.allSatisfy(Self.isDigit), parts[1].utf8.allSatisfy(Self.isDigit),
      parts[2].utf8.allSatisfy({ Self.alphabet.contains($0) })
    else { return nil }
    description = text
  }

  /// A new name for a take that begins at `date`.
  public init(date: Date, using generator: inout some RandomNumberGenerator) {
    let time = date.formatted(Self.style)
    let chance = (0..<4).map { _ in
      Character(Unicode.Scalar(Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)]))
    }
    description = time + "-" + String(chance)
  }

  /// When it began, to the second; `nil` if the digits of the name are not a time.
  public var date: Date? {
    try? Date(String(description.prefix(Self.timeLength)), strategy: Self.style.parseStrategy)
  }

  private static let timeLength = 15
  private static var style: Date.VerbatimFormatStyle {
    Date.VerbatimFormatStyle(
      format:
        "\(year: .padded(4))\(month: .twoDigits)\(day: .twoDigits)-\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\(second: .twoDigits)",
      locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
  }

  /// By time, then by the random characters.
  public static func < (left: TakeID, right: TakeID) -> Bool { left.description < right.description }

  /// Letters and digits that are not mistaken for one another.
  private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension TakeID: Codable {
  /// Decodes and checks the form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = TakeID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a take id")
    }
    self = id
  }

  /// Encodes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
