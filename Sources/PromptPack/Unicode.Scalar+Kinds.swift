extension Unicode.Scalar {
  /// Control characters (C0, DEL, C1), line and paragraph separators, a stray byte order mark and the bidirectional
  /// controls (Unicode property Bidi_Control): a terminal may obey them, and a reader does not see them.
  var isForbidden: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F: true
    case 0x2028...0x2029, 0xFEFF: true
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Seen by nobody, and no space, tab or line break: other blanks, characters without width, and fillers.
  var isInvisible: Bool {
    guard value > 0x7F, self != "\u{FFFD}" else { return false }
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || properties.generalCategory == .format || self == "\u{2800}"
  }

  /// Joins what is beside it into one letter or emoji, or chooses its form.
  var isJoiner: Bool {
    switch value {
    case 0x200C...0x200D, 0xFE00...0xFE0F, 0xE0020...0xE007F, 0xE0100...0xE01EF: true
    default: false
    }
  }
}
