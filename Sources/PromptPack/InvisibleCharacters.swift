/// Finds characters that nobody sees in those places of a line where YAML wants a space or a key: before the text, after a
/// dash, in a key, and around its colon. A page or a word processor puts them there. Inside a text they are the author's:
/// French has a no-break space before a colon, and a joiner makes one emoji of two.
struct InvisibleCharacters {
  /// Their positions in the line, ascending.
  private(set) var positions: [Int] = []

  private static let keys = Set(PackElement.allCases.flatMap(\.keys))

  init(in line: [Unicode.Scalar]) {
    // Most lines of most packs.
    guard line.contains(where: \.isInvisible) else { return }
    var start = 0
    while start < line.count, Self.isBlank(line[start]) || Self.isDash(at: start, in: line) { start += 1 }
    let before = line[..<start].indices.filter { line[$0].isInvisible }
    if let colon = line[start...].firstIndex(of: ":"), Self.keys.contains(Self.key(line[start..<colon])) {
      let value = line[(colon + 1)...].firstIndex { !Self.isBlank($0) } ?? line.endIndex
      positions = before + (start..<value).filter { line[$0].isInvisible }
    } else if before.contains(where: { line[$0] != Self.ideographicSpace }) || line[..<start].contains("-") {
      positions = before
    }
  }

  /// A paragraph of Japanese begins with it.
  private static let ideographicSpace: Unicode.Scalar = "\u{3000}"

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar.isInvisible
  }

  private static func isDash(at index: Int, in line: [Unicode.Scalar]) -> Bool {
    line[index] == "-" && (index + 1 == line.count || isBlank(line[index + 1]))
  }

  private static func key(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars.filter { !isBlank($0) }))
  }
}

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
