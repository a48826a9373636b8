/// Words that do something to a terminal, a table or a reader, in any mixture; the same every time.
struct Hostile {
  /// Titles, clipboard, links, questions that the terminal answers by typing, what moves and clears; C1 forms; what
  /// changes the direction; floods of accents; formulas; escapes of other languages, which are letters here.
  private static let parts: [String] =
    [
      "\u{1B}]0;owned\u{07}", "\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "\u{1B}]52;c;aGk=\u{07}",
      "\u{1B}P$q\"p\u{1B}\\", "\u{1B}[21t", "\u{1B}[2J", "\u{1B}[6n", "\u{1B}c", "\u{1B}[8m", "\u{1B}",
      "\u{9B}31m",
      "\u{9D}0;x\u{9C}", "\u{90}$q\u{9C}", "\u{85}", "\u{7F}", "\u{08}\u{08}\u{08}", "\u{07}", "\u{0B}",
      "\u{0C}",
      "\u{0E}", "\r", "\n", "\t", "\u{2028}", "\u{2029}", "\u{FEFF}",
      "e" + String(repeating: "\u{301}", count: 60),
      "=1+1", "@SUM(A1)", "+1", "-1", "\"", "'", ",", ";", "%s%n", "\\u001b[2J", "&#27;[2J", "漢字", "🙂", "a b",
    ]
    + [0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]
    .compactMap {
      Unicode.Scalar($0).map { String(Character($0)) }
    }

  /// Bytes that are no text: lone surrogates, an escape in two bytes, C1 in one, what never stands in UTF-8.
  private static let strangers: [[UInt8]] = [
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xC0, 0x9B], [0x9B, 0x32, 0x4A], [0x9D, 0x30, 0x3B, 0x78, 0x9C],
    [0xFF],
    [0xC2], [0xE2, 0x80], [0xF4, 0x90, 0x80, 0x80],
  ]

  private var state: UInt64 = 11

  private mutating func chance(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }

  /// The next text.
  mutating func text() -> String {
    (0...(1 + chance(5))).map { _ in Self.parts[chance(Self.parts.count)] + ["", "x"][chance(2)] }.joined()
  }

  /// The next name of a file: any bytes but 0 and the slash, up to 200 of them.
  mutating func name() -> [UInt8] {
    var bytes = Array(text().utf8.filter { $0 != 0x2F }.prefix(180))
    if chance(2) == 0 {
      bytes.insert(contentsOf: Self.strangers[chance(Self.strangers.count)], at: chance(bytes.count + 1))
    }
    return bytes
  }

  /// What of this a terminal without colours must not be sent: anything but lines of text.
  static func harm(in bytes: [UInt8]) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return ["bytes that are no text"] }
    let found = text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A, 0x0D: false
      case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
    return Set(found.map { "U+" + String($0.value, radix: 16) }).sorted()
  }
}
