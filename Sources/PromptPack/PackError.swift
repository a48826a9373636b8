/// A pack that cannot be used, with every mistake found.
public struct PackError: Error, Hashable, Sendable {
  /// The file, as the caller named it.
  public let name: String
  /// The mistakes in the order of the file; never empty.
  public let diagnostics: [PackDiagnostic]

  init(name: String, diagnostics: [PackDiagnostic]) {
    self.name = name
    self.diagnostics = diagnostics
  }
}

extension PackError: CustomStringConvertible {
  /// One line for each mistake, `NAME: line 14: …`, with no control character from the name.
  public var description: String {
    diagnostics.map { "\(shown(name)): \($0)" }.joined(separator: "\n")
  }
}
