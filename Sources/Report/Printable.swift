/// Makes text that came from outside safe to print on a terminal.
public enum Printable {
  /// `text` with every control character, escape, and bidirectional control taken out; line breaks and tabs
  /// become spaces. A terminal acts on such characters (CVE-2022-45063 and its kin), so none may reach it.
  public static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: result.append(" ")
      case _ where isControl(scalar): continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// JSON that says the same without such characters: those that an encoder leaves as they are become `\u`
  /// escapes (RFC 8259, section 7). They can only stand inside strings.
  public static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if isControl(scalar) {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// `text` as lines of at most `width` columns, broken at spaces; a longer word is cut.
  public static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in Self.line(text).split(separator: " ") {
      var rest = Substring(word)
      while !rest.isEmpty {
        let room = width - (line.isEmpty ? 0 : line.count + 1)
        if rest.count <= room {
          line += (line.isEmpty ? "" : " ") + rest
          rest = ""
        } else if line.isEmpty {
          lines.append(String(rest.prefix(max(1, width))))
          rest = rest.dropFirst(max(1, width))
        } else {
          lines.append(line)
          line = ""
        }
      }
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  /// `text` in exactly `width` columns, cut or filled with spaces at the end.
  public static func column(_ text: String, _ width: Int) -> String {
    let line = Self.line(text)
    if line.count > width { return String(line.prefix(max(0, width - 1))) + (width > 0 ? "…" : "") }
    return line + String(repeating: " ", count: width - line.count)
  }
}
