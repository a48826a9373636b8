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
