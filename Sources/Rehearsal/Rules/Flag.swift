public import Signal

/// A rule that an answer broke, with everything that shows why.
public struct Flag: Hashable, Sendable {
  /// The rule.
  public let rule: Rule
  /// What was measured, in `unit`.
  public let measured: Double
  /// What the rule allows, in `unit`.
  public let limit: Double
  /// Unit of both numbers.
  public let unit: Unit
  /// Where on the recording it was measured, in seconds.
  public let span: Interval

  /// Unit of a flag's numbers.
  public enum Unit: String, Sendable, Codable {
    /// Seconds.
    case seconds = "s"
    /// Per cent.
    case percent = "%"
  }
}
