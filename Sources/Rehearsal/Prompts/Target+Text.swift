extension Target {
  /// Reads `60-105-150`: min, goal and max in seconds.
  ///
  /// - Throws: `InvalidTargetText` unless there are three numbers that make a target.
  public init(text: String) throws(InvalidTargetText) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 3, let min = parts[0], let goal = parts[1], let max = parts[2],
      let target = try? Target(min: min, goal: goal, max: max)
    else { throw InvalidTargetText(text: text) }
    self = target
  }
}

/// A text that is not a target.
public struct InvalidTargetText: Error, Hashable {
  /// As given.
  public let text: String
}
