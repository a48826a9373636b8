import Foundation

/// A JSON value that a test walks through: `line["take"]["state"].text`.
struct JSON {
  private let value: Any?

  init(parsing text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  init(contentsOf file: URL) throws {
    value = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
  }

  private init(_ value: Any?) { self.value = value }

  subscript(key: String) -> JSON { JSON((value as? [String: Any])?[key]) }
  subscript(index: Int) -> JSON {
    let list = list
    return list.indices.contains(index) ? list[index] : JSON(nil)
  }

  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  var list: [JSON] { (value as? [Any] ?? []).map { JSON($0) } }
  var text: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var integer: Int? { (value as? NSNumber)?.intValue }
  var flag: Bool? { (value as? NSNumber)?.boolValue }
  var isNull: Bool { value == nil || value is NSNull }
}
