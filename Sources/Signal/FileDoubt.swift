/// What a sound file says of itself that does not hold, or what of it could not be read. Never an error: the rest
/// is read and measured, and the doubt travels with the measures.
public struct FileDoubt: Hashable, Sendable, Codable {
  /// What is wrong.
  public enum Kind: String, Sendable, Codable {
    /// The sound ends before the length that the file claims.
    case cutShort
    /// Pieces of the file are broken. What they held is missing, and stands as a gap of its length where that is known.
    case damaged
    /// The positions in the file jump: there is no sound for a while. The jump stands as a gap of its length.
    case hole
    /// More sound follows in the same file, but at another rate, with other channels or in another coding.
    case notMeasured
    /// The file was never closed: it claims no length, or lacks its end mark. All that is there was read.
    case notClosed
    /// The file holds more sound than it claims. All that is there was read.
    case longer
    /// A kind that only a later version of Aloud knows.
    case other

    /// Decodes a kind; an unknown word becomes `other`.
    public init(from decoder: any Decoder) throws {
      self = Self(rawValue: try decoder.singleValueContainer().decode(String.self)) ?? .other
    }
  }

  /// What is wrong.
  public var kind: Kind
  /// Seconds that the file claims; `nil` if it claims none.
  public var claimed: Double?
  /// Seconds that were read, gaps included.
  public var read: Double
  /// Seconds that are missing inside; `nil` if nothing is, or if nobody knows how much.
  public var missing: Double?
  /// Where it is, in seconds: the first `mostPlaces` places.
  public var places: [Double]
  /// Number of places, also of those that are not listed.
  public var count: Int

  /// As many places as a person looks at.
  public static let mostPlaces = 10

  /// A doubt; all in seconds.
  public init(
    _ kind: Kind, claimed: Double? = nil, read: Double, missing: Double? = nil, places: [Double] = [],
    count: Int? = nil
  ) {
    self.kind = kind
    self.claimed = claimed
    self.read = read
    self.missing = missing
    self.places = Array(places.prefix(Self.mostPlaces))
    self.count = count ?? places.count
  }

  /// True if sound is missing from the measures. The other doubts only say what was done.
  public var isLoss: Bool {
    switch kind {
    case .cutShort, .damaged, .hole, .notMeasured, .other: true
    case .notClosed, .longer: false
    }
  }
}
