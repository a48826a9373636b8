extension PackDecoder {
  /// The id of an element; `nil` if it is missing or wrong.
  mutating func id(of fields: Fields) -> String? {
    guard let entry = fields["id"] else { return nil }
    let path = fields.path(to: "id")
    guard case .text(let id, _) = entry.value.content else {
      _ = text(fields, "id", limit: PackLimits.Text.title)
      return nil
    }
    guard Self.isID(id) else {
      report(.badID(id), at: entry.value.place, path: path)
      return nil
    }
    if fields.element != .pack, let first = seen[fields.element, default: [:]][id.lowercased()] {
      report(.duplicateID(id, firstLine: first), at: entry.value.place, path: path)
      return nil
    }
    seen[fields.element, default: [:]][id.lowercased()] = entry.value.place.line
    return id
  }

  /// `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`: safe in a file name, on a command line and in a URL.
  static func isID(_ text: String) -> Bool {
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy { isLetterOrDigit($0) || ".-_".utf8.contains($0) }
  }

  /// Reports texts that occur twice in a list, compared without case.
  mutating func refuseRepeats(in fields: Fields, _ key: String) {
    guard case .list(let items) = fields[key]?.value.content else { return }
    var seen: Set<String> = []
    for (index, item) in items.enumerated() {
      guard case .text(let text, _) = item.content else { continue }
      if !seen.insert(text.lowercased()).inserted {
        report(.repeatedItem(text), at: item.place, path: "\(fields.path(to: key))[\(index)]")
      }
    }
  }
}
