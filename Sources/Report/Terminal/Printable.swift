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

  /// The same JSON without such characters: those that an encoder leaves as they are become `\u` escapes (RFC
  /// 8259, section 7). They can occur only inside strings.
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
}
