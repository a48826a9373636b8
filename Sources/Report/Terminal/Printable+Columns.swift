/// The one place that measures text in columns of a terminal, and cuts, breaks and fills it by them.
extension Printable {
  /// Columns that `text` takes on a terminal.
  ///
  /// What a reader sees as one letter or picture is one unit, never cut (extended grapheme cluster, Unicode Standard
  /// Annex 29: Swift's `Character`). An emoji takes two columns however many scalars make it: families, flags, skin
  /// tones, keycaps, and a text character that U+FE0F turns into an emoji (UTS 51, section 1.4; terminals measure it
  /// so since contour's "Terminal Unicode Core" and the width specification of Python's wcwidth). Any other cluster
  /// takes what its scalars take: two for East Asian wide ones (Annex 11), none for what combines or is invisible, one
  /// for the rest. Older terminals draw the parts of an emoji side by side, wider than this, and break such a line.
  ///
  /// `wcwidth(3)` knows single scalars only, depends on the locale, and is as old as the C library; the Swift
  /// packages for this have one maintainer and tables that Swift itself has.
  public static func columns(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns($1) }
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

  /// `text` as it is, spaces included, if it fits into `width` columns; else wrapped.
  public static func fitted(_ text: String, width: Int) -> [String] {
    let line = Self.line(text)
    return columns(line) <= width ? [line] : wrapped(line, width: width)
  }

  /// `text` in at most `width` columns, with an ellipsis in place of what was cut off.
  public static func cut(_ text: String, _ width: Int) -> String {
    let line = Self.line(text)
    guard columns(line) > width else { return line }
    return prefix(of: line[...], columns: width - 1) + (width > 0 ? "…" : "")
  }

  /// `text` in exactly `width` columns, cut or filled with spaces at the end.
  public static func column(_ text: String, _ width: Int) -> String {
    let line = cut(text, width)
    return line + String(repeating: " ", count: max(0, width - columns(line)))
  }

  private static func prefix(of text: Substring, columns most: Int) -> Substring {
    var used = 0
    let end = text.indices.first { index in
      used += columns(text[index])
      return used > most
    }
    return text[..<(end ?? text.endIndex)]
  }

  private static func columns(_ cluster: Character) -> Int {
    let scalars = cluster.unicodeScalars
    guard let first = scalars.first, scalars.count > 1 else { return scalars.first.map(columns) ?? 0 }
    // Digits, # and * are emoji as well, but only in a keycap, which has U+FE0F.
    let isEmoji =
      first.properties.isEmoji
      && (scalars.contains("\u{FE0F}")
        || (first.value > 0x39 && scalars.contains(where: \.properties.isEmojiPresentation)))
    return isEmoji ? 2 : scalars.reduce(0) { $0 + columns($1) }
  }

  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    // The signs that stand before Arabic and Indic numbers are format characters, too, and visible.
    case .format: return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 1
    default: break
    }
    // Vowels and finals of Hangul join the consonant before them (Annex 29, section 3.1.1).
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return 0 }
    return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
  }

  /// East_Asian_Width W or F, by blocks (EastAsianWidth.txt of Unicode 17); Swift has no such property. Of the emoji
  /// only those that a newer Unicode may add stand here.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F2FF,
      0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
