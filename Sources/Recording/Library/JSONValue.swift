/// Any JSON value, for carrying over what this version of Aloud does not know.
enum JSONValue: Hashable, Codable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? value.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .bool(let bool): try value.encode(bool)
    case .integer(let integer): try value.encode(integer)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .list(let list): try value.encode(list)
    case .object(let object): try value.encode(object)
    }
  }

  /// This value, plus everything in `old` that this version did not understand.
  ///
  /// Values that did not change stay as they were. A key that was not understood stays; a key that was
  /// understood and is absent now was removed. In a list, an element equal to an earlier one counts as the
  /// same element.
  /// - Parameter understood: `old`, decoded and encoded again by this version.
  func keeping(_ old: JSONValue, understood: JSONValue) -> JSONValue {
    if self == understood { return old }
    switch (self, old, understood) {
    case (.object(let new), .object(let old), .object(let understood)):
      let unknown = old.filter { understood[$0.key] == nil }
      let kept = new.map { key, value in
        guard let before = old[key], let known = understood[key] else { return (key, value) }
        return (key, value.keeping(before, understood: known))
      }
      return .object(unknown.merging(kept) { $1 })
    case (.list(let new), .list(let old), .list(let understood)) where old.count == understood.count:
      return .list(
        new.enumerated().map { index, value in
          // Nearly all of them stand where they stood; a recorder saves thousands of gaps.
          if understood.indices.contains(index), understood[index] == value { return old[index] }
          return understood.firstIndex(of: value).map { old[$0] } ?? value
        })
    default:
      return self
    }
  }
}
