/// A place in a take that the speaker marked while speaking.
public struct Mark: Hashable, Sendable, Codable {
  /// What a mark says. A kind that only a later Aloud knows is kept as it is.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    /// The word in the sidecar.
    public let rawValue: String

    /// A kind by its word in the sidecar.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A section of the answer begins; `name` says which, by number or title.
    public static let section = Kind(rawValue: "section")
    /// A place to come back to.
    public static let bookmark = Kind(rawValue: "bookmark")
  }

  /// Frame that was being captured, counted from the start of the take's file, gaps included; the number of frames for
  /// a mark at the very end.
  public var position: Int64
  /// What it says.
  public var kind: Kind
  /// Which one it is of its kind, in words or as a number; `nil` where that says nothing.
  public var name: String?

  /// A mark at frame `position`.
  public init(_ kind: Kind, at position: Int64, name: String? = nil) {
    self.position = position
    self.kind = kind
    self.name = name
  }
}
