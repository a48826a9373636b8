extension Printable {
  /// Columns that `text` takes on a terminal: two for East Asian scripts and emoji, none for marks that
  /// combine with a letter, one for the rest (Unicode Standard Annex 11; `wcwidth(3)`). A terminal that draws
  /// a sequence of emoji as one takes fewer.
  public static func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// `text` as lines of at most `width` columns, broken at spaces; a longer word is cut. A line is wider only
  /// if it is one letter that is itself wider.
  public static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in Self.line(text).split(separator: " ") {
      var rest = Substring(word)
      while !rest.isEmpty {
        let room = width - (line.isEmpty ? 0 : columns(line) + 1)
        if columns(rest) <= room {
          line += (line.isEmpty ? "" : " ") + rest
          rest = ""
        } else if line.isEmpty {
          let fitting = prefix(of: rest, columns: width)
          let piece = fitting.isEmpty ? rest.prefix(1) : fitting
          lines.append(String(piece))
          rest = rest[piece.endIndex...]
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
    var line = Self.line(text)
    if columns(line) > width { line = prefix(of: line[...], columns: width - 1) + (width > 0 ? "…" : "") }
    return line + String(repeating: " ", count: max(0, width - columns(line)))
  }

  private static func prefix(of text: Substring, columns most: Int) -> Substring {
    var used = 0
    let end = text.indices.first { index in
      used += columns(String(text[index]))
      return used > most
    }
    return text[..<(end ?? text.endIndex)]
  }

  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }
  }

  /// East_Asian_Width W or F, by blocks (EastAsianWidth.txt of Unicode 16); Swift has no such property.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
      0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
