extension Take {
  /// A microphone.
  public struct Device: Hashable, Sendable {
    /// Its name, for example `default` or `plughw:CARD=USB`.
    public var name: String
    /// Frames per second.
    public var sampleRate: Int
    /// How it was opened, in the words of the edge that opened it: for a person who looks for the cause of a bad
    /// recording. Nothing is decided by it.
    public var opening: [String: Detail]

    /// A number or a text about how a device was opened.
    public enum Detail: Hashable, Sendable {
      case number(Int64)
      case text(String)
    }

    /// A microphone of that name.
    public init(name: String, sampleRate: Int, opening: [String: Detail] = [:]) {
      self.name = name
      self.sampleRate = sampleRate
      self.opening = opening
    }
  }
}

/// One JSON object: `name`, `sampleRate`, and a key for each detail.
extension Take.Device: Codable {
  private struct Key: CodingKey, Equatable {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let name = Key(stringValue: "name")
    static let sampleRate = Key(stringValue: "sampleRate")
  }

  /// Decodes name and rate, and every other number and text as a detail.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    name = try values.decode(String.self, forKey: .name)
    sampleRate = try values.decode(Int.self, forKey: .sampleRate)
    opening = [:]
    for key in values.allKeys where key != .name && key != .sampleRate {
      if let number = try? values.decode(Int64.self, forKey: key) {
        opening[key.stringValue] = .number(number)
      } else if let text = try? values.decode(String.self, forKey: key) {
        opening[key.stringValue] = .text(text)
      }
    }
  }

  /// Encodes name, rate and details side by side.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    for (key, detail) in opening {
      switch detail {
      case .number(let number): try values.encode(number, forKey: Key(stringValue: key))
      case .text(let text): try values.encode(text, forKey: Key(stringValue: key))
      }
    }
    try values.encode(name, forKey: .name)
    try values.encode(sampleRate, forKey: .sampleRate)
  }
}
