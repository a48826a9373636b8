/// What a terminal shows of the bytes that were sent to it. It knows the few sequences that Aloud draws with and
/// keeps the others, for none of them should be there.
///
/// When its window changes its size, it breaks the rows that do not fit any more and takes the cursor along, and when the window grows
/// it fetches rows back from its history, as tmux and VTE do.
struct Screen {
  /// A change of the size of the window, and how many bytes had been drawn before it.
  struct Resize {
    let after, columns, height: Int
  }

  private(set) var columns: Int
  private var height: Int
  /// The first row that the window shows.
  private var top = 0
  /// The rows from the first ever drawn; nothing scrolls away.
  private(set) var rows: [[Character]] = [[]]
  /// Sequences and control characters that Aloud has no use for.
  private(set) var strange: [String] = []
  /// Characters that stood past the last column: a terminal wraps or loses them.
  private(set) var overruns = 0
  /// The inks (SGR parameters) that were used.
  private(set) var inks: Set<String> = []
  /// Times that the cursor went up, to draw over what was there.
  private(set) var redraws = 0

  private var row = 0
  private var column = 0

  /// What a window shows after these bytes.
  init(columns: Int, height: Int, resizes: [Resize], showing bytes: [UInt8]) {
    (self.columns, self.height) = (columns, height)
    var drawn = 0
    for resize in resizes {
      show(String(decoding: bytes[drawn..<resize.after], as: UTF8.self))
      self.resize(resize)
      drawn = resize.after
    }
    show(String(decoding: bytes[drawn...], as: UTF8.self))
  }

  private mutating func show(_ text: String) {
    var rest = Substring(text).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&rest)
      case "\r": column = 0
      case "\n": newLine()
      case "\u{07}": break
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        strange.append("U+\(String(scalar.value, radix: 16))")
      default: put(Character(scalar))
      }
    }
  }

  /// The rows as text, without the spaces at their ends.
  var lines: [String] { rows.map(Self.line) }
  var text: String { lines.joined(separator: "\n") }
  /// The same of the rows that the window shows.
  var visible: [String] { rows[top..<min(rows.count, top + height)].map(Self.line) }

  private static func line(_ row: [Character]) -> String {
    String(row.reversed().drop { $0 == " " }.reversed())
  }

  private mutating func resize(_ window: Resize) {
    var broken: [[Character]] = []
    var cursor = (row: 0, column: 0)
    for (index, row) in rows.enumerated() {
      let used = max(Self.line(row).count, index == self.row ? column : 0)
      let pieces = max(1, (used + window.columns - 1) / window.columns)
      if index == self.row {
        let piece = min(column / window.columns, pieces - 1)
        cursor = (broken.count + piece, column - piece * window.columns)
      }
      broken += (0..<pieces).map { Array(row.dropFirst($0 * window.columns).prefix(window.columns)) }
    }
    (rows, row, column) = (broken, cursor.row, cursor.column)
    (columns, height) = (window.columns, window.height)
    while rows.count > row + 1, rows.last?.isEmpty == true { rows.removeLast() }
    top = max(0, min(row, rows.count - height))
  }

  private mutating func newLine() {
    row += 1
    if row == rows.count { rows.append([]) }
    top = max(top, row - height + 1)
  }

  private mutating func put(_ character: Character) {
    guard column < columns else {
      overruns += 1
      return
    }
    while rows[row].count <= column { rows[row].append(" ") }
    rows[row][column] = character
    column += 1
  }

  private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
    guard rest.first == "[" else {
      strange.append("ESC \(rest.first.map(String.init) ?? "")")
      return
    }
    rest.removeFirst()
    var parameters = ""
    while let scalar = rest.popFirst() {
      guard !("@"..."~").contains(scalar) else { return control(scalar, parameters) }
      parameters.unicodeScalars.append(scalar)
    }
  }

  private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
    switch (final, parameters) {
    case ("A", _):
      row = max(top, row - (Int(parameters) ?? 1))
      redraws += 1
    case ("B", ""): if row + 1 < top + height { newLine() }
    case ("H", ""): (row, column) = (top, 0)
    case ("K", ""), ("K", "0"): rows[row] = Array(rows[row].prefix(column))
    case ("K", "2"): rows[row] = []
    case ("J", ""), ("J", "0"):
      rows = Array(rows[...row])
      rows[row] = Array(rows[row].prefix(column))
    case ("m", _): inks.insert(parameters)
    case ("h", "?7"), ("l", "?7"): break
    default: strange.append("CSI \(parameters)\(final)")
    }
  }
}
